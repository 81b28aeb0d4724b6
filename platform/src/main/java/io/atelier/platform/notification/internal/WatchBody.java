package io.atelier.platform.notification.internal;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Verb;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.Operator;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.notification.WatchChannel;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Channel;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.RecordService;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes what is sent, in Zoho's shape: what the channel's owner may see at this moment, and nothing of what they may not. */
@Component
class WatchBody {
    /** Most values of one comparison. */
    private static final int AT_ONCE = 100;

    private final AccessService access;
    private final MetadataService metadata;
    private final RecordService records;
    private final JsonMapper json;

    WatchBody(AccessService access, MetadataService metadata, RecordService records, JsonMapper json) {
        this.access = access;
        this.metadata = metadata;
        this.records = records;
        this.json = json;
    }

    /** Returns empty if there is nothing that the owner may be told. */
    Optional<byte[]> write(OrgId org, WatchChannel channel, QueuedDelivery delivery, Instant now) {
        Actor owner = Actor.person(org, channel.owner()).through(Channel.API, "notification");
        Access rights = access.of(owner);
        Optional<ModuleDef> module = metadata.model(org)
                .findModule(delivery.module())
                // Whoever may no longer act through programs is told nothing through them.
                .filter(definition -> rights.has(Permission.API_ACCESS) && rights.may(definition, Verb.READ));
        if (module.isEmpty()) {
            return Optional.empty();
        }
        Set<Long> visible = visible(owner, delivery);
        List<String> ids = new ArrayList<>();
        List<Map<String, List<String>>> affected = new ArrayList<>();
        delivery.changes().forEach((id, fields) -> {
            if (visible.contains(id)) {
                ids.add(Long.toString(id));
                List<String> shown = fields.stream()
                        .filter(field -> rights.findField(module.get(), field).isPresent())
                        .toList();
                if (!shown.isEmpty()) {
                    affected.add(Map.of(Long.toString(id), shown));
                }
            }
        });
        // That only a hidden field was changed is for the owner as if nothing was.
        boolean nothing = ids.isEmpty() || delivery.operation().equals("update") && affected.isEmpty();
        return nothing ? Optional.empty() : Optional.of(body(channel, delivery, ids, affected, now));
    }

    private byte[] body(
            WatchChannel channel,
            QueuedDelivery delivery,
            List<String> ids,
            List<Map<String, List<String>>> affected,
            Instant now) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("server_time", now.toEpochMilli());
        body.put("query_params", Map.of());
        body.put("module", delivery.module());
        body.put("resource_uri", channel.baseUrl() + "/crm/v8/" + delivery.module());
        body.put("ids", ids);
        body.put("affected_fields", affected);
        body.put("operation", delivery.operation());
        body.put("channel_id", Long.toString(channel.data().channelId()));
        body.put("token", channel.data().token());
        return json.writeValueAsBytes(body);
    }

    private Set<Long> visible(Actor owner, QueuedDelivery delivery) {
        List<String> ids =
                delivery.changes().keySet().stream().map(String::valueOf).toList();
        Set<Long> visible = new TreeSet<>();
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            List<String> some = ids.subList(from, Math.min(from + AT_ONCE, ids.size()));
            RecordQuery query = RecordQuery.of(delivery.module(), List.of(), AT_ONCE)
                    .where(Criteria.compare("id", Operator.IN, some));
            RecordQuery.Bin bin =
                    delivery.operation().equals("delete") ? RecordQuery.Bin.RECYCLED : RecordQuery.Bin.LIVE;
            records.query(owner, query.in(bin)).records().stream()
                    .map(CrmRecord::id)
                    .forEach(visible::add);
        }
        return visible;
    }
}
