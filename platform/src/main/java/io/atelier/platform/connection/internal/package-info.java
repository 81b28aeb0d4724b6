/** Reading of addresses, the ranges that are closed, and the exchange itself. */
@NullMarked
package io.atelier.platform.connection.internal;

import org.jspecify.annotations.NullMarked;
