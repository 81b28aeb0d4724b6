package io.atelier.platform.api;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.notification.NewWatchChannel;
import io.atelier.platform.notification.NotificationService;
import io.atelier.platform.notification.WatchChannel;
import io.atelier.platform.notification.WatchData;
import io.atelier.platform.notification.WatchDelivery;
import io.atelier.platform.oauth.Authorization;
import io.atelier.platform.org.Actor;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Channels through which programs are told of changes, and what was sent through them. */
@RestController
@RequestMapping({"/crm/v8/actions/watch", "/crm/v2/actions/watch"})
final class WatchController {
    /** Most channels that one request names. */
    static final int MAX_AT_ONCE = 100;

    private static final String WATCH = "watch";
    private static final String SUBSCRIBED = "Successfully subscribed for actions-watch of the given module";
    private static final String UNSUBSCRIBED = "Successfully un-subscribed from actions-watch";

    private final NotificationService notifications;
    private final MetadataService metadata;
    private final JsonBody bodies;

    WatchController(NotificationService notifications, MetadataService metadata, JsonBody bodies) {
        this.notifications = notifications;
        this.metadata = metadata;
        this.bodies = bodies;
    }

    @PostMapping
    ResponseEntity<Map<String, Object>> watch(HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = authorize(request, "CREATE");
        String baseUrl = ConsentController.baseUrl(request);
        return answer(HttpStatus.CREATED, wishes(request), wish -> {
            NewWatchChannel made = notifications.watch(actor, WatchJson.read(wish, Optional.empty()), baseUrl);
            Map<String, Object> details = details(actor, made.channel());
            details.put("secret", made.secret());
            return success(details, SUBSCRIBED);
        });
    }

    /** What is left out ends: the events are those that are named, and without an expiry the channel lasts. */
    @PutMapping
    ResponseEntity<Map<String, Object>> replace(HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = authorize(request, "UPDATE");
        return answer(HttpStatus.OK, wishes(request), wish -> {
            WatchData data = WatchJson.read(wish, Optional.empty());
            return success(details(actor, notifications.update(actor, data)), SUBSCRIBED);
        });
    }

    /** What is left out stays as it is; with {@code _delete_events} the named events end, and the channel with its last. */
    @PatchMapping
    ResponseEntity<Map<String, Object>> change(HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = authorize(request, "UPDATE");
        return answer(HttpStatus.OK, wishes(request), wish -> {
            WatchChannel before = require(actor, WatchJson.channelId(wish));
            WatchData data = WatchJson.read(wish, Optional.of(before.data()));
            if (data.events().isEmpty()) {
                return success(details(actor, notifications.delete(actor, data.channelId())), UNSUBSCRIBED);
            }
            return success(details(actor, notifications.update(actor, data)), SUBSCRIBED);
        });
    }

    @GetMapping
    ResponseEntity<Map<String, Object>> channels(HttpServletRequest request) {
        Actor actor = authorize(request, "READ");
        Optional<Long> wanted = ApiParameters.find(request, "channel_id").map(ApiParameters::id);
        int perPage = ApiParameters.number(request, "per_page", RecordController.MAX_PAGE, RecordController.MAX_PAGE);
        int page = ApiParameters.number(request, "page", 1, 1_000_000);
        List<WatchChannel> found = wanted.isPresent()
                ? notifications.find(actor, wanted.get()).stream().toList()
                : notifications.channels(actor);
        OrgModel model = metadata.model(actor.org());
        List<Map<String, @Nullable Object>> rows = found.stream()
                .flatMap(channel -> WatchJson.write(channel, model).stream())
                .toList();
        int from = (int) Math.min((page - 1L) * perPage, rows.size());
        int to = Math.min(from + perPage, rows.size());
        if (from == to) {
            return ResponseEntity.noContent().build();
        }
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("per_page", perPage);
        info.put("count", to - from);
        info.put("page", page);
        info.put("more_records", to < rows.size());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(WATCH, rows.subList(from, to));
        body.put("info", info);
        return ResponseEntity.ok(body);
    }

    @DeleteMapping
    ResponseEntity<Map<String, Object>> delete(HttpServletRequest request) {
        Actor actor = authorize(request, "DELETE");
        List<String> numbers = ApiParameters.list(ApiParameters.get(request, "channel_ids"));
        requireFew(numbers.size());
        return answer(HttpStatus.OK, numbers, number -> {
            WatchChannel gone = notifications.delete(actor, ApiParameters.id(number));
            return success(details(actor, gone), UNSUBSCRIBED);
        });
    }

    @GetMapping("/{idOfChannel:[0-9]+}/deliveries")
    ResponseEntity<Map<String, Object>> deliveries(@PathVariable String idOfChannel, HttpServletRequest request) {
        Actor actor = authorize(request, "READ");
        List<Map<String, @Nullable Object>> rows =
                notifications.deliveries(actor, ApiParameters.id(idOfChannel)).stream()
                        .map(WatchController::delivery)
                        .toList();
        return rows.isEmpty() ? ResponseEntity.noContent().build() : ResponseEntity.ok(Map.of("deliveries", rows));
    }

    @PostMapping("/{idOfChannel:[0-9]+}/deliveries/{idOfDelivery:[0-9]+}/actions/replay")
    Map<String, Object> replay(
            @PathVariable String idOfChannel, @PathVariable String idOfDelivery, HttpServletRequest request) {
        Actor actor = authorize(request, "UPDATE");
        notifications.replay(actor, ApiParameters.id(idOfChannel), ApiParameters.id(idOfDelivery));
        return Map.of("deliveries", List.of(success(Map.of("id", idOfDelivery), "delivery scheduled successfully")));
    }

    private static Map<String, @Nullable Object> delivery(WatchDelivery delivery) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", Long.toString(delivery.id()));
        json.put("channel_id", Long.toString(delivery.channelId()));
        json.put("module", delivery.module());
        json.put("operation", delivery.operation());
        json.put("state", delivery.state().name());
        json.put("attempts", delivery.attempts());
        json.put(
                "http_status", delivery.status().isPresent() ? delivery.status().getAsInt() : null);
        json.put("message", delivery.message());
        json.put("created_time", delivery.createdTime().toString());
        json.put("tried_time", delivery.triedTime().map(Object::toString).orElse(null));
        return json;
    }

    private WatchChannel require(Actor actor, long channelId) {
        return notifications
                .find(actor, channelId)
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.NOT_SUBSCRIBED,
                        "There is no such channel.",
                        Map.of("channel_id", Long.toString(channelId))));
    }

    private Map<String, Object> details(Actor actor, WatchChannel channel) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("events", WatchJson.write(channel, metadata.model(actor.org())));
        return details;
    }

    private List<Map<?, ?>> wishes(HttpServletRequest request) throws IOException, HttpMediaTypeNotSupportedException {
        List<Map<?, ?>> wishes = new ArrayList<>();
        if (bodies.object(request).get(WATCH) instanceof List<?> rows) {
            requireFew(rows.size());
            for (Object row : rows) {
                if (row instanceof Map<?, ?> wish) {
                    wishes.add(wish);
                }
            }
            if (!rows.isEmpty() && wishes.size() == rows.size()) {
                return wishes;
            }
        }
        throw new PlatformException(
                ErrorCode.INVALID_DATA,
                "invalid data",
                Map.of("api_name", WATCH, "expected_data_type", "jsonarray", "json_path", "$." + WATCH));
    }

    private static void requireFew(int count) {
        if (count > MAX_AT_ONCE) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "at most 100 channels are named at once",
                    Map.of("api_name", WATCH, "limit", MAX_AT_ONCE));
        }
    }

    /** One that is refused does not keep the others back, and sits in its place. */
    private static <T> ResponseEntity<Map<String, Object>> answer(
            HttpStatus success, List<T> wishes, Function<T, Map<String, Object>> doing) {
        List<Map<String, Object>> rows = new ArrayList<>();
        int refused = 0;
        for (T wish : wishes) {
            try {
                rows.add(doing.apply(wish));
            } catch (PlatformException e) {
                refused++;
                rows.add(ApiError.of(e).body());
            }
        }
        HttpStatus status =
                refused == 0 ? success : refused == wishes.size() ? HttpStatus.BAD_REQUEST : HttpStatus.MULTI_STATUS;
        return ResponseEntity.status(status).body(Map.of(WATCH, rows));
    }

    private static Map<String, Object> success(Map<String, Object> details, String message) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("code", "SUCCESS");
        json.put("details", details);
        json.put("message", message);
        json.put("status", "success");
        return json;
    }

    private static Actor authorize(HttpServletRequest request, String verb) {
        Authorization authorization = TokenFilter.authorization(request);
        authorization.require("notifications", "notifications", verb);
        return authorization.actor();
    }
}
