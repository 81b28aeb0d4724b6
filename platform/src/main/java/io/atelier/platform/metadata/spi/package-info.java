/** What upper floors implement for the model: the rules of figured fields, and what must follow a change of the model. */
@NullMarked
@NamedInterface("spi")
package io.atelier.platform.metadata.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
