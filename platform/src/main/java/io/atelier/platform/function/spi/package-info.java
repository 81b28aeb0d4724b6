/** What the features that call functions tell about it. */
@NullMarked
@NamedInterface("spi")
package io.atelier.platform.function.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
