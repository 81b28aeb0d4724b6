package io.atelier.platform.audit;

import io.atelier.platform.org.Channel;
import io.atelier.platform.org.UserId;
import java.time.Instant;
import java.util.List;

/**
 * A row of the audit log.
 *
 * @param seq counts from 1 without a gap, in the order of sealing; acts of one moment may stand in either order
 * @param at when it was done, in microseconds
 * @param via names what was acted through: a form, a function, an API client, or who was signed in as this user
 * @param address where the request came from; empty for what ran by itself
 * @param details JSON with {@code before} and {@code after}, or counts; may be empty
 * @param previous the hash of the row before; empty in the first
 */
public record AuditRow(
        long seq,
        Instant at,
        AuditKind kind,
        AuditAction action,
        AuditObject object,
        String objectId,
        String objectName,
        List<String> modules,
        UserId actor,
        String actorName,
        Channel channel,
        String via,
        String address,
        String details,
        String previous,
        String hash) {
    public AuditRow {
        modules = List.copyOf(modules);
    }

    /** Returns this row as somebody sees it who need not know all of it; its hash no longer fits. */
    public AuditRow shown(List<String> visibleModules, String visibleDetails) {
        return new AuditRow(
                seq,
                at,
                kind,
                action,
                object,
                objectId,
                objectName,
                visibleModules,
                actor,
                actorName,
                channel,
                via,
                address,
                visibleDetails,
                previous,
                hash);
    }
}
