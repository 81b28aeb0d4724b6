/** Tables, the ear at the write pipeline, and the job that delivers. */
@NullMarked
package io.atelier.platform.notification.internal;

import org.jspecify.annotations.NullMarked;
