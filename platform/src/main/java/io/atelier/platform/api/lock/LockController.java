package io.atelier.platform.api.lock;

import io.atelier.platform.api.ApiAnswers;
import io.atelier.platform.api.ApiParameters;
import io.atelier.platform.api.JsonBody;
import io.atelier.platform.api.RecordPaths;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.RecordLock;
import io.atelier.platform.record.RecordLockService;
import io.atelier.platform.record.RecordService;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What locks a record. The id of a lock that a rule makes is the rule's. */
@RestController
@RequestMapping("/crm/v8/{module:[A-Za-z][A-Za-z0-9_]*}/{id:[0-9]+}/Locking_Information__s")
final class LockController {
    private static final String REASON = "Locked_Reason__s";

    private final RecordLockService locks;
    private final RecordService records;
    private final JsonBody bodies;

    LockController(RecordLockService locks, RecordService records, JsonBody bodies) {
        this.locks = locks;
        this.records = records;
        this.bodies = bodies;
    }

    @GetMapping
    ResponseEntity<Map<String, Object>> all(
            @PathVariable String module, @PathVariable String id, HttpServletRequest request) {
        Actor actor = RecordPaths.authorize(request, module, "READ");
        List<Map<String, @Nullable Object>> found = locks(actor, module, ApiParameters.id(id));
        return found.isEmpty() ? ResponseEntity.noContent().build() : ResponseEntity.ok(Map.of("data", found));
    }

    @GetMapping("/{idOfLock:[0-9]+}")
    Map<String, Object> one(
            @PathVariable String module,
            @PathVariable String id,
            @PathVariable String idOfLock,
            HttpServletRequest request) {
        Actor actor = RecordPaths.authorize(request, module, "READ");
        return Map.of(
                "data",
                List.of(locks(actor, module, ApiParameters.id(id)).stream()
                        .filter(lock -> Objects.equals(lock.get("id"), idOfLock))
                        .findFirst()
                        .orElseThrow(() -> missing(idOfLock))));
    }

    @PostMapping
    ResponseEntity<Map<String, Object>> lock(
            @PathVariable String module, @PathVariable String id, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = RecordPaths.authorize(request, module, "UPDATE");
        RecordLock lock = locks.lock(actor, module, ApiParameters.id(id), reason(request));
        return ResponseEntity.status(HttpStatus.CREATED).body(success(handOf(lock), "record locked successfully"));
    }

    @PutMapping("/{idOfLock:[0-9]+}")
    Map<String, Object> changeReason(
            @PathVariable String module,
            @PathVariable String id,
            @PathVariable String idOfLock,
            HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = RecordPaths.authorize(request, module, "UPDATE");
        long record = ApiParameters.id(id);
        requireHand(actor, module, record, idOfLock);
        RecordLock lock = locks.changeReason(actor, module, record, reason(request));
        return success(handOf(lock), "record lock updated successfully");
    }

    @DeleteMapping("/{idOfLock:[0-9]+}")
    Map<String, Object> unlock(
            @PathVariable String module,
            @PathVariable String id,
            @PathVariable String idOfLock,
            HttpServletRequest request) {
        Actor actor = RecordPaths.authorize(request, module, "UPDATE");
        long record = ApiParameters.id(id);
        requireHand(actor, module, record, idOfLock);
        locks.unlock(actor, module, record);
        return success(ApiParameters.id(idOfLock), "record unlocked successfully");
    }

    private List<Map<String, @Nullable Object>> locks(Actor actor, String module, long record) {
        records.get(actor, module, record);
        List<Map<String, @Nullable Object>> found = new ArrayList<>();
        locks.lockOf(actor, module, record).ifPresent(lock -> {
            lock.byHand().ifPresent(hand -> {
                Map<String, @Nullable Object> json = new LinkedHashMap<>();
                json.put("id", Long.toString(hand.id()));
                json.put("Lock_Source__s", "Manual");
                json.put("Locked_By__s", Map.of("id", Long.toString(hand.by().value()), "name", hand.byName()));
                json.put(REASON, hand.reason());
                json.put("Locked_Time__s", hand.at().toString());
                found.add(told(json, lock, module));
            });
            lock.rules().forEach(rule -> {
                Map<String, @Nullable Object> json = new LinkedHashMap<>();
                json.put("id", Long.toString(rule.id()));
                json.put("Lock_Source__s", "Automatic");
                json.put("Locked_By__s", null);
                json.put(REASON, rule.name());
                json.put("Record_Locking_Rule_Id__s", Long.toString(rule.id()));
                found.add(told(json, lock, module));
            });
        });
        return found;
    }

    private static Map<String, @Nullable Object> told(
            Map<String, @Nullable Object> json, RecordLock lock, String module) {
        json.put("Locked_For__s", Map.of("id", Long.toString(lock.recordId()), "module", Map.of("api_name", module)));
        json.put("$locked_for_me", !lock.exempt());
        return json;
    }

    private void requireHand(Actor actor, String module, long record, String lock) {
        records.get(actor, module, record);
        boolean there = locks.lockOf(actor, module, record)
                .flatMap(RecordLock::byHand)
                .filter(hand -> hand.id() == ApiParameters.id(lock))
                .isPresent();
        if (!there) {
            throw missing(lock);
        }
    }

    private static long handOf(RecordLock lock) {
        return lock.byHand().orElseThrow().id();
    }

    /** Reads the first row's reason; a body without one locks without. */
    private String reason(HttpServletRequest request) throws IOException, HttpMediaTypeNotSupportedException {
        return Objects.toString(bodies.rows(request, 1).getFirst().get(REASON), "");
    }

    private static PlatformException missing(String lock) {
        return new PlatformException(ErrorCode.NOT_FOUND, "The record has no such lock.", Map.of("id", lock));
    }

    private static Map<String, Object> success(long id, String message) {
        return Map.of("data", List.of(ApiAnswers.success(message, Map.of("id", Long.toString(id)))));
    }
}
