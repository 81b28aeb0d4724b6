/**
 * Solutions: whole models that ship with the product, and the first set-up of an installation with one of them. Entry
 * types: {@link io.atelier.platform.solution.InstallationService}, {@link io.atelier.platform.solution.SolutionService}.
 */
@NullMarked
package io.atelier.platform.solution;

import org.jspecify.annotations.NullMarked;
