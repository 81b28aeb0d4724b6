/** What the features that send templates tell about it. */
@NullMarked
@NamedInterface("spi")
package io.atelier.platform.mail.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
