/**
 * The one expression language: formulas, criteria as text, JSON and tree, and queries, all checked into one typed tree
 * that is evaluated in Java; {@code record} compiles the same tree to SQL, and a generative test holds the two equal. Knows
 * no record and no rights. Entry types: {@link io.atelier.platform.expression.Expression}, {@link
 * io.atelier.platform.expression.Criteria}, {@link io.atelier.platform.expression.Formula}, {@link
 * io.atelier.platform.expression.CoqlParser}.
 */
@NullMarked
package io.atelier.platform.expression;

import org.jspecify.annotations.NullMarked;
