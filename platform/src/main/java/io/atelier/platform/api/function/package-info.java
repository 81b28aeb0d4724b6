/** Lets programs call functions. */
@NullMarked
package io.atelier.platform.api.function;

import org.jspecify.annotations.NullMarked;
