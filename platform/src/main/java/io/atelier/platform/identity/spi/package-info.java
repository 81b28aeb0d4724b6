/** What others add to identity: what ends when trust in a user's secrets ends, and which session is at work. */
@org.springframework.modulith.NamedInterface("spi")
@NullMarked
package io.atelier.platform.identity.spi;

import org.jspecify.annotations.NullMarked;
