package io.atelier.platform.record.internal;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.record.WriteResult;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a request that carries a key once, and answers its repetitions with the first result. The key is kept in the
 * write's own transaction; a repetition at the same time waits for the first one's end.
 */
@Component
public class IdempotentWrites {
    private static final Duration KEPT = Duration.ofHours(WriteRequest.IDEMPOTENCY_HOURS);

    private final OrgJdbc jdbc;
    private final WritePipeline pipeline;
    private final InstantSource clock;
    private final StoredResult.Codec results;
    private final JsonMapper canonical;

    IdempotentWrites(
            OrgJdbc jdbc, WritePipeline pipeline, InstantSource clock, StoredResult.Codec results, JsonMapper json) {
        this.jdbc = jdbc;
        this.pipeline = pipeline;
        this.clock = clock;
        this.results = results;
        this.canonical = json.rebuild()
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build();
    }

    public WriteResult write(Actor actor, WriteRequest request) {
        Optional<String> key = request.idempotencyKey();
        return key.isEmpty() ? pipeline.write(actor, request) : once(actor, request, key.get());
    }

    private static String requireGood(String key) {
        if (key.isBlank() || key.chars().anyMatch(c -> c < 0x20 || c > 0x7e)) {
            throw new PlatformException(
                    ErrorCode.INVALID_DATA, "An idempotency key is made of printable ASCII characters.");
        }
        if (key.length() > WriteRequest.MAX_KEY_LENGTH) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "An idempotency key has at most 255 characters.",
                    Map.of("limit", WriteRequest.MAX_KEY_LENGTH));
        }
        return key;
    }

    private WriteResult once(Actor actor, WriteRequest request, String key) {
        return results.read(once(actor, key, content(request), () -> results.write(pipeline.write(actor, request))));
    }

    /**
     * Does work once for a key, inside the caller's transaction.
     *
     * @param content what is asked for: the same key with another content is refused
     * @param work gives what is kept, as JSON
     * @return what the first time gave
     */
    public String once(Actor actor, String givenKey, Map<String, ?> content, Supplier<String> work) {
        String key = requireGood(givenKey);
        String fingerprint = fingerprint(content);
        if (!reserve(actor, key, fingerprint)) {
            return repeated(actor, key, fingerprint);
        }
        String result = work.get();
        jdbc.sql(actor.org(), "update {s}.sys_idempotency set result = ?::jsonb where actor_id = ? and key = ?")
                .params(result, actor.user().value(), key)
                .update();
        return result;
    }

    /** Waits for a write that has the key at this moment. */
    private boolean reserve(Actor actor, String key, String fingerprint) {
        Instant now = clock.instant();
        return jdbc.sql(actor.org(), """
                                insert into {s}.sys_idempotency (actor_id, key, fingerprint, at) values (?, ?, ?, ?)
                                on conflict (actor_id, key) do update
                                    set fingerprint = excluded.fingerprint, at = excluded.at, result = null
                                    where sys_idempotency.at < ?""")
                        .params(
                                actor.user().value(),
                                key,
                                fingerprint,
                                Timestamp.from(now),
                                Timestamp.from(now.minus(KEPT)))
                        .update()
                == 1;
    }

    private record Kept(String fingerprint, String result) {}

    private String repeated(Actor actor, String key, String fingerprint) {
        Kept kept = jdbc.sql(
                        actor.org(),
                        "select fingerprint, result from {s}.sys_idempotency where actor_id = ? and key = ?")
                .params(actor.user().value(), key)
                .query((row, _) -> new Kept(row.getString("fingerprint"), row.getString("result")))
                .single();
        if (!kept.fingerprint().equals(fingerprint)) {
            throw new PlatformException(
                    ErrorCode.IDEMPOTENCY_MISMATCH,
                    "This idempotency key was used for another request in the last 24 hours; use a new one.",
                    Map.of("hours", WriteRequest.IDEMPOTENCY_HOURS));
        }
        return kept.result();
    }

    private static Map<String, Object> content(WriteRequest request) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("module", request.module());
        content.put("kind", request.kind());
        content.put("atomicity", request.atomicity());
        content.put(
                "changes",
                request.changes().stream()
                        .map(change -> List.of(change.getClass().getSimpleName(), change))
                        .toList());
        return content;
    }

    private String fingerprint(Map<String, ?> content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] hash = digest.digest(canonical.writeValueAsString(content).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Forgets keys that no repetition may use any more. */
    void forgetOld(OrgId org) {
        jdbc.sql(org, "delete from {s}.sys_idempotency where at < ?")
                .param(Timestamp.from(clock.instant().minus(KEPT)))
                .update();
    }
}
