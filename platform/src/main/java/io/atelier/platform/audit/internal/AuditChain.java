package io.atelier.platform.audit.internal;

import io.atelier.platform.audit.AuditRow;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** Hashes rows. Each part goes in with its length before it, so that no two rows are the same bytes. */
final class AuditChain {
    private AuditChain() {}

    static AuditRow sealed(AuditRow row, long seq, String previous) {
        AuditRow open = with(row, seq, previous, "");
        return with(open, seq, previous, hash(open));
    }

    private static AuditRow with(AuditRow row, long seq, String previous, String hash) {
        return new AuditRow(
                seq,
                row.at(),
                row.kind(),
                row.action(),
                row.object(),
                row.objectId(),
                row.objectName(),
                row.modules(),
                row.actor(),
                row.actorName(),
                row.channel(),
                row.via(),
                row.address(),
                row.details(),
                previous,
                hash);
    }

    /** Returns SHA-256 over the hash before and all that the row says, in hexadecimal. */
    static String hash(AuditRow row) {
        MessageDigest digest = sha256();
        add(digest, row.previous());
        add(digest, Long.toString(row.seq()));
        add(digest, Long.toString(micros(row.at())));
        add(digest, row.kind().name());
        add(digest, row.action().name());
        add(digest, row.object().name());
        add(digest, row.objectId());
        add(digest, row.objectName());
        List<String> modules = row.modules();
        add(digest, Integer.toString(modules.size()));
        modules.forEach(module -> add(digest, module));
        add(digest, Long.toString(row.actor().value()));
        add(digest, row.actorName());
        add(digest, row.channel().name());
        add(digest, row.via());
        add(digest, row.address());
        add(digest, row.details());
        return HexFormat.of().formatHex(digest.digest());
    }

    private static long micros(Instant at) {
        return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
    }

    private static void add(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
