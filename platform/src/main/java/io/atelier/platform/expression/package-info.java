/**
 * The one expression language: criteria as text and as a tree, resolved against a module into typed conditions, evaluated
 * in Java; {@code record} compiles the same conditions to SQL, and a generative test holds the two equal. Knows no record
 * and no user. Entry types: {@link io.atelier.platform.expression.Criteria}, {@link
 * io.atelier.platform.expression.Condition}.
 */
@NullMarked
package io.atelier.platform.expression;

import org.jspecify.annotations.NullMarked;
