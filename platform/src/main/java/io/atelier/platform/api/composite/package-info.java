/** Answers several requests that come as one. */
@NullMarked
package io.atelier.platform.api.composite;

import org.jspecify.annotations.NullMarked;
