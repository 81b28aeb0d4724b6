/** The rows of rules and their runs, the rules at work in the pipeline, and the job that does what takes time. */
@NullMarked
package io.atelier.platform.automation.internal;

import org.jspecify.annotations.NullMarked;
