/** The model, read and written. Entry type: {@code SettingsViews}, through which every reading goes. */
@NullMarked
package io.atelier.platform.api.settings;

import org.jspecify.annotations.NullMarked;
