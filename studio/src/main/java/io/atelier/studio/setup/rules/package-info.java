/** Workflow rules: what sets them off, what they do, what became of it. Entry types: {@code RulesView} and {@code RuleView}. */
@NullMarked
package io.atelier.studio.setup.rules;

import org.jspecify.annotations.NullMarked;
