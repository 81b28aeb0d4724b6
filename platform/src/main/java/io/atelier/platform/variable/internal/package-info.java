@NullMarked
package io.atelier.platform.variable.internal;

import org.jspecify.annotations.NullMarked;
