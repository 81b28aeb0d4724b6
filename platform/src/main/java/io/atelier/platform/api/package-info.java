/**
 * The door of the REST API in the shapes that Zoho's clients know, and what all its controllers share; these stand in a package for
 * each resource, which may use the door but not, without need, each other. They parse, call services and render, and decide
 * nothing. Every error, also of the framework, leaves in one shape. Entry types: {@code TokenFilter}, {@code ApiErrorAdvice}.
 */
@NullMarked
package io.atelier.platform.api;

import org.jspecify.annotations.NullMarked;
