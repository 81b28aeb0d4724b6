/** The audit log on the screen. Entry type: {@code AuditView}. */
@NullMarked
package io.atelier.studio.setup.audit;

import org.jspecify.annotations.NullMarked;
