/** The steps of the pipeline, the compiler, and the SQL of records. */
@NullMarked
package io.atelier.platform.record.internal;

import org.jspecify.annotations.NullMarked;
