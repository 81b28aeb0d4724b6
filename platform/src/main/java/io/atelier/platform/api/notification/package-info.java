/** Channels through which programs are told of changes. Entry type: {@code WatchController}. */
@NullMarked
package io.atelier.platform.api.notification;

import org.jspecify.annotations.NullMarked;
