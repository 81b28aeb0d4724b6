/** Where features join the write pipeline: beans of these types are called in their order. */
@NullMarked
@NamedInterface("spi")
package io.atelier.platform.record.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
