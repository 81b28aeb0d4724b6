/** Tags, and records that are marked with them. Knows nothing of how records are shown. Entry type: {@code TagController}. */
@NullMarked
package io.atelier.platform.api.tag;

import org.jspecify.annotations.NullMarked;
