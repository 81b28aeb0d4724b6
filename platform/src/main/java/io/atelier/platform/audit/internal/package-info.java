/** Rows of the audit log, their hashes, and who puts them in order. */
@NullMarked
package io.atelier.platform.audit.internal;

import org.jspecify.annotations.NullMarked;
