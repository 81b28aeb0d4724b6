/**
 * What was done by whom, in rows that nobody changes: each one's hash covers the one before. Knows no rights: people read
 * through {@code access.AuditService}. Entry types: {@link io.atelier.platform.audit.AuditLog}, {@link
 * io.atelier.platform.audit.AuditTrail}.
 */
@NullMarked
package io.atelier.platform.audit;

import org.jspecify.annotations.NullMarked;
