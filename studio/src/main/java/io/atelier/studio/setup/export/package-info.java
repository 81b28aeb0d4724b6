/** Takes everything out that an organization holds. */
@NullMarked
package io.atelier.studio.setup.export;

import org.jspecify.annotations.NullMarked;
