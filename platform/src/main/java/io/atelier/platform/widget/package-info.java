/**
 * Embeddable widgets: uploaded as a zip, served sandboxed under a key of their own, and acting through messages as the
 * person who looks at them, never with more rights. Entry types: {@link io.atelier.platform.widget.WidgetService},
 * {@link io.atelier.platform.widget.WidgetBroker}.
 */
@NullMarked
package io.atelier.platform.widget;

import org.jspecify.annotations.NullMarked;
