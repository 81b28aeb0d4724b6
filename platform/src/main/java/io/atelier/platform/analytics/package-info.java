/**
 * Dashboards: components that figure over records as their reader may see them, with a way down to the rows behind each
 * figure. Entry type: {@link io.atelier.platform.analytics.DashboardService}.
 */
@NullMarked
package io.atelier.platform.analytics;

import org.jspecify.annotations.NullMarked;
