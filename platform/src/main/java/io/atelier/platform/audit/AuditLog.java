package io.atelier.platform.audit;

import io.atelier.platform.audit.internal.AuditSealer;
import io.atelier.platform.audit.internal.AuditStore;
import io.atelier.platform.audit.internal.RequestAddress;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes acts down. A row commits with the act that it tells of, and not if that rolls back; it is put into the chain right
 * after, so that no writer waits for another.
 */
@Component
public class AuditLog {
    /** What is longer is kept as its length and hash. */
    public static final int MAX_DETAIL = 20_000;

    private static final int MAX_NAME = 200;

    private final AuditStore store;
    private final AuditSealer sealer;
    private final InstantSource clock;
    private final JsonMapper json;

    AuditLog(AuditStore store, AuditSealer sealer, InstantSource clock, JsonMapper json) {
        this.store = store;
        this.sealer = sealer;
        this.clock = clock;
        this.json = json;
    }

    /** Takes an act down in the transaction at hand. */
    public void append(Actor actor, AuditAct act) {
        store.insertWaiting(actor, act, now(), cut(act.objectName()), RequestAddress.current(), details(act));
        sealer.sealAfterCommit(actor.org());
    }

    /**
     * Joins the row of an operation to the statement that makes the operation, as another statement would cost each save a
     * round trip: the text goes before {@code insert} and {@link #operation} before its parameters.
     */
    public static final String WITH_OPERATION = AuditStore.WITH_OPERATION;

    /** As {@link #WITH_OPERATION}, for an operation that goes on: its one parameter is the operation's id. */
    public static final String WITH_CONTINUED = AuditStore.WITH_CONTINUED;

    /** Returns the parameters of {@link #WITH_OPERATION}. */
    public List<Object> operation(Actor actor, long operationId, Instant at) {
        sealer.sealAfterCommit(actor.org());
        return new ArrayList<>(List.of(
                Timestamp.from(at.truncatedTo(ChronoUnit.MICROS)),
                Long.toString(operationId),
                actor.user().value(),
                actor.channel().name(),
                actor.via(),
                RequestAddress.current(),
                operationId));
    }

    /** To be called with {@link #WITH_CONTINUED}. */
    public void continued(OrgId org) {
        sealer.sealAfterCommit(org);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private String details(AuditAct act) {
        if (act.before() == null && act.after() == null) {
            return "";
        }
        Map<String, Object> details = new LinkedHashMap<>();
        put(details, "before", act.before());
        put(details, "after", act.after());
        return json.writeValueAsString(details);
    }

    private void put(Map<String, Object> details, String key, @Nullable Object value) {
        if (value == null) {
            return;
        }
        String text = json.writeValueAsString(value);
        if (text.length() <= MAX_DETAIL) {
            details.put(key, value);
        } else {
            details.put(key, digest(text));
        }
    }

    /** Stands for a text that is too long, or that may hold a secret: it shows that it changed and not what it says. */
    public static Map<String, Object> digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Map.of("length", text.length(), "sha256", HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String cut(String name) {
        return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME);
    }
}
