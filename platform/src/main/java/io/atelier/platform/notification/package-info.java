/**
 * Tells programs of changes: they watch modules through channels, and are sent signed requests that are tried again until
 * they are taken. Joins the write pipeline through {@code record.spi}. Entry type: {@link
 * io.atelier.platform.notification.NotificationService}.
 */
@NullMarked
package io.atelier.platform.notification;

import org.jspecify.annotations.NullMarked;
