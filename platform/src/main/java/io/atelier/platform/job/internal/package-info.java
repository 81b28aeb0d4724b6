/** The scheduler under the jobs. */
@NullMarked
package io.atelier.platform.job.internal;

import org.jspecify.annotations.NullMarked;
