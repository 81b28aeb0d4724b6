package io.atelier.platform.api.notification;

import io.atelier.platform.api.ApiParameters;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.notification.WatchChannel;
import io.atelier.platform.notification.WatchData;
import io.atelier.platform.notification.WatchEvent;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/** Channels as JSON has them. */
final class WatchJson {
    private WatchJson() {}

    static long channelId(Map<?, ?> wish) {
        return switch (wish.get("channel_id")) {
            case String text -> ApiParameters.id(text);
            case BigDecimal number -> ApiParameters.id(number.toPlainString());
            case null -> throw missing("channel_id");
            default -> throw invalid("channel_id", "bigint");
        };
    }

    /** @param before where what is left out comes from; empty if there is nothing before */
    static WatchData read(Map<?, ?> wish, Optional<WatchData> before) {
        requireSupported(wish);
        List<WatchEvent> named = events(wish, before.isPresent());
        List<WatchEvent> kept = before.map(WatchData::events).orElse(List.of());
        boolean ends = Boolean.TRUE.equals(wish.get("_delete_events"));
        List<WatchEvent> events =
                ends ? kept.stream().filter(event -> !named.contains(event)).toList() : named.isEmpty() ? kept : named;
        return new WatchData(
                channelId(wish),
                events,
                text(wish, "notify_url", before.map(WatchData::notifyUrl)).orElseThrow(() -> missing("notify_url")),
                text(wish, "token", before.map(WatchData::token)).orElse(""),
                wish.containsKey("channel_expiry")
                        ? text(wish, "channel_expiry", Optional.empty()).map(WatchJson::instant)
                        : before.flatMap(WatchData::expiry));
    }

    /** Returns an entry for each module that the channel watches. */
    static List<Map<String, @Nullable Object>> write(WatchChannel channel, OrgModel model) {
        WatchData data = channel.data();
        SequencedSet<String> modules = new LinkedHashSet<>();
        data.events().forEach(event -> modules.add(event.module()));
        List<Map<String, @Nullable Object>> entries = new ArrayList<>();
        for (String module : modules) {
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("channel_id", Long.toString(data.channelId()));
            json.put(
                    "events",
                    data.events().stream()
                            .filter(event -> event.module().equals(module))
                            .map(WatchEvent::toString)
                            .toList());
            json.put("token", data.token().isEmpty() ? null : data.token());
            json.put("notify_url", data.notifyUrl());
            json.put("channel_expiry", data.expiry().map(Instant::toString).orElse(null));
            json.put("resource_uri", channel.baseUrl() + "/crm/v8/" + module);
            json.put("resource_name", module);
            json.put(
                    "resource_id",
                    model.findModule(module)
                            .map(definition -> Long.toString(definition.id()))
                            .orElse(null));
            entries.add(json);
        }
        return entries;
    }

    private static List<WatchEvent> events(Map<?, ?> wish, boolean optional) {
        Object events = wish.get("events");
        if (events == null && optional) {
            return List.of();
        }
        if (events == null) {
            throw missing("events");
        }
        if (!(events instanceof List<?> texts)) {
            throw invalid("events", "jsonarray");
        }
        List<WatchEvent> read = new ArrayList<>();
        for (Object text : texts) {
            if (!(text instanceof String name)) {
                throw invalid("events", "string");
            }
            read.add(WatchEvent.parse(name));
        }
        return read;
    }

    private static Optional<String> text(Map<?, ?> wish, String name, Optional<String> before) {
        if (!wish.containsKey(name)) {
            return before;
        }
        return switch (wish.get(name)) {
            case String text -> Optional.of(text);
            case null -> Optional.empty();
            default -> throw invalid(name, "string");
        };
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException _) {
            throw invalid("channel_expiry", "datetime");
        }
    }

    /** A condition that was passed over would tell of more than was asked. */
    private static void requireSupported(Map<?, ?> wish) {
        for (String name : List.of("notification_condition", "return_affected_field_values")) {
            Object asked = wish.get(name);
            if (asked != null && !Boolean.FALSE.equals(asked)) {
                throw new PlatformException(
                        ErrorCode.NOT_SUPPORTED, "this is not supported; leave it out", Map.of("api_name", name));
            }
        }
    }

    private static PlatformException missing(String name) {
        return new PlatformException(
                ErrorCode.MANDATORY_NOT_FOUND, "required field not found", Map.of("api_name", name));
    }

    private static PlatformException invalid(String name, String type) {
        return new PlatformException(
                ErrorCode.INVALID_DATA, "invalid data", Map.of("api_name", name, "expected_data_type", type));
    }
}
