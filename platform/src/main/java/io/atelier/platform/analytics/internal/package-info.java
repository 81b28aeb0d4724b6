/** Persistence of dashboards. */
@NullMarked
package io.atelier.platform.analytics.internal;

import org.jspecify.annotations.NullMarked;
