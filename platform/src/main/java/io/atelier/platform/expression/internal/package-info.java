/** The grammar and what it generates. */
@NullMarked
package io.atelier.platform.expression.internal;

import org.jspecify.annotations.NullMarked;
