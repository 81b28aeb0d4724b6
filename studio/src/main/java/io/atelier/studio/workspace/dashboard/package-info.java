/** Dashboards: looking at them, arranging them, and going down to the rows behind a figure. */
@NullMarked
package io.atelier.studio.workspace.dashboard;

import org.jspecify.annotations.NullMarked;
