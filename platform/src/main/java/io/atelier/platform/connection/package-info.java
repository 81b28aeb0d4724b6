/**
 * The one door out: HTTP requests to addresses that customers name, guarded against being turned on the installation's own
 * network. Entry type: {@link io.atelier.platform.connection.OutboundClient}.
 */
@NullMarked
package io.atelier.platform.connection;

import org.jspecify.annotations.NullMarked;
