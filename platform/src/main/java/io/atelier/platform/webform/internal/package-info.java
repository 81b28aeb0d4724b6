/**
 * The public endpoint with its own strict body parser, rendering of forms, limits and tables.
 */
@NullMarked
package io.atelier.platform.webform.internal;

import org.jspecify.annotations.NullMarked;
