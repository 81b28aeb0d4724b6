package io.atelier.platform.api.notification;

import io.atelier.platform.api.ApiAnswers;
import io.atelier.platform.api.ApiPage;
import io.atelier.platform.api.ApiParameters;
import io.atelier.platform.api.ApiPaths;
import io.atelier.platform.api.ApiScopes;
import io.atelier.platform.api.JsonBody;
import io.atelier.platform.api.JsonWish;
import io.atelier.platform.api.RowAnswers;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.notification.NewWatchChannel;
import io.atelier.platform.notification.NotificationService;
import io.atelier.platform.notification.WatchChannel;
import io.atelier.platform.notification.WatchData;
import io.atelier.platform.notification.WatchDelivery;
import io.atelier.platform.org.Actor;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        String baseUrl = ApiPaths.baseUrl(request);
        RowAnswers rows = new RowAnswers(WATCH);
        for (JsonWish wish : wishes(request)) {
            rows.add(SUBSCRIBED, () -> {
                NewWatchChannel made =
                        notifications.watch(actor, WatchJson.read(wish.values(), Optional.empty()), baseUrl);
                Map<String, Object> details = details(actor, made.channel());
                details.put("secret", made.secret());
                return details;
            });
        }
        return rows.answer(HttpStatus.CREATED);
    }

    /** What is left out ends: the events are those that are named, and without an expiry the channel lasts. */
    @PutMapping
    ResponseEntity<Map<String, Object>> replace(HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = authorize(request, "UPDATE");
        RowAnswers rows = new RowAnswers(WATCH);
        for (JsonWish wish : wishes(request)) {
            rows.add(
                    SUBSCRIBED,
                    () -> details(actor, notifications.update(actor, WatchJson.read(wish.values(), Optional.empty()))));
        }
        return rows.answer(HttpStatus.OK);
    }

    /** What is left out stays as it is; with {@code _delete_events} the named events end, and the channel with its last. */
    @PatchMapping
    ResponseEntity<Map<String, Object>> change(HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = authorize(request, "UPDATE");
        RowAnswers rows = new RowAnswers(WATCH);
        for (JsonWish wish : wishes(request)) {
            change(actor, wish, rows);
        }
        return rows.answer(HttpStatus.OK);
    }

    private void change(Actor actor, JsonWish wish, RowAnswers rows) {
        try {
            WatchChannel before = require(actor, WatchJson.channelId(wish.values()));
            WatchData data = WatchJson.read(wish.values(), Optional.of(before.data()));
            if (data.events().isEmpty()) {
                rows.add(UNSUBSCRIBED, () -> details(actor, notifications.delete(actor, data.channelId())));
            } else {
                rows.add(SUBSCRIBED, () -> details(actor, notifications.update(actor, data)));
            }
        } catch (PlatformException e) {
            rows.refuse(e);
        }
    }

    @GetMapping
    ResponseEntity<Map<String, Object>> channels(HttpServletRequest request) {
        Actor actor = authorize(request, "READ");
        Optional<Long> wanted = ApiParameters.find(request, "channel_id").map(ApiParameters::id);
        ApiPage page = ApiPage.of(request);
        List<WatchChannel> found = wanted.isPresent()
                ? notifications.find(actor, wanted.get()).stream().toList()
                : notifications.channels(actor);
        OrgModel model = metadata.model(actor.org());
        List<Map<String, @Nullable Object>> rows = found.stream()
                .flatMap(channel -> WatchJson.write(channel, model).stream())
                .toList();
        List<Map<String, @Nullable Object>> shown = page.of(rows);
        boolean more = page.skipped() + shown.size() < rows.size();
        return ApiAnswers.list(WATCH, shown, page.info(shown.size(), more));
    }

    @DeleteMapping
    ResponseEntity<Map<String, Object>> delete(HttpServletRequest request) {
        Actor actor = authorize(request, "DELETE");
        List<String> numbers = ApiParameters.list(ApiParameters.get(request, "channel_ids"));
        requireFew(numbers.size());
        RowAnswers rows = new RowAnswers(WATCH);
        for (String number : numbers) {
            rows.add(UNSUBSCRIBED, () -> details(actor, notifications.delete(actor, ApiParameters.id(number))));
        }
        return rows.answer(HttpStatus.OK);
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
        return Map.of(
                "deliveries",
                List.of(ApiAnswers.success("delivery scheduled successfully", Map.of("id", idOfDelivery))));
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

    private List<JsonWish> wishes(HttpServletRequest request) throws IOException, HttpMediaTypeNotSupportedException {
        return bodies.wishes(request, WATCH, MAX_AT_ONCE);
    }

    private static void requireFew(int count) {
        if (count > MAX_AT_ONCE) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "at most 100 channels are named at once",
                    Map.of("api_name", WATCH, "limit", MAX_AT_ONCE));
        }
    }

    private static Actor authorize(HttpServletRequest request, String verb) {
        return ApiScopes.require(request, "notifications", "notifications", verb);
    }
}
