package io.atelier.platform.record;

import io.atelier.platform.org.Channel;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to a record: who, when, through what, what.
 *
 * @param kind {@code created}, {@code updated}, {@code deleted}, {@code restored}, or a feature's own such as
 *     {@code mail_sent}
 * @param via names the form, function or client acted through; may be empty
 * @param changes what fields the actor sees changed
 * @param detail what a feature noted, as simple values by name
 */
public record TimelineEntry(
        long id,
        String kind,
        Instant at,
        long actorId,
        String actorName,
        Channel channel,
        String via,
        long operationId,
        List<FieldChange> changes,
        Map<String, Object> detail) {

    public TimelineEntry {
        changes = List.copyOf(changes);
    }

    /** One field's value before and after, in API form; lookups are ids. */
    public record FieldChange(
            String field, @Nullable Object before, @Nullable Object after) {}
}
