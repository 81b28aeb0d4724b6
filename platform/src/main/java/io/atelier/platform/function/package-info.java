/**
 * Functions that an organization writes in JavaScript: drafts, numbered published versions, runs under the rights of the
 * user who sets them off, and the log of every run. Knows nothing of who calls them: rules, buttons and the API come here.
 * Entry types: {@link io.atelier.platform.function.FunctionService}, {@link io.atelier.platform.function.FunctionRunner}.
 */
@NullMarked
package io.atelier.platform.function;

import org.jspecify.annotations.NullMarked;
