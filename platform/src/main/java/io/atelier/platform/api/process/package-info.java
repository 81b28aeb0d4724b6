/** Answers what programs ask of processes, such as blueprints, that records may be in. */
@NullMarked
package io.atelier.platform.api.process;

import org.jspecify.annotations.NullMarked;
