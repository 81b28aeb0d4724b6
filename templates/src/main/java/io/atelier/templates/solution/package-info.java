/**
 * Reads solutions: modules, fields, layouts and lists written as YAML. The standard sales CRM is one of them.
 *
 * <p>The documents say what an organization should get; turning them into tables is the platform's work.
 */
@NullMarked
package io.atelier.templates.solution;

import org.jspecify.annotations.NullMarked;
