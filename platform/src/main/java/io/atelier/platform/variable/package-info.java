/**
 * Values that an organization names once and uses in many places: functions, widgets, programs. Entry type: {@link
 * io.atelier.platform.variable.VariableService}.
 */
@NullMarked
package io.atelier.platform.variable;

import org.jspecify.annotations.NullMarked;
