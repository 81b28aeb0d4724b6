package io.atelier.platform.secret.internal;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Rows of {@code sys_data_key}: an organization's keys, each sealed under the master key. */
@Component
public class DataKeys {
    private static final int BYTES = 32;

    private static final Logger log = LoggerFactory.getLogger(DataKeys.class);

    private final OrgJdbc jdbc;
    private final MasterKey master;
    private final IdGenerator ids;
    private final TransactionTemplate apart;
    private final ConcurrentMap<Place, SecretKey> opened = new ConcurrentHashMap<>();
    private final ConcurrentMap<OrgId, Long> newest = new ConcurrentHashMap<>();

    private record Place(OrgId org, long id) {}

    /** An opened key. */
    public record DataKey(long id, SecretKey key) {}

    DataKeys(OrgJdbc jdbc, MasterKey master, IdGenerator ids, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.master = master;
        this.ids = ids;
        this.apart = new TransactionTemplate(transactions);
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Returns the key to seal with, and makes the first one. */
    public DataKey current(OrgId org) {
        Long known = newest.get(org);
        if (known == null) {
            known = jdbc.sql(org, "select max(id) from {s}.sys_data_key")
                    .query(Long.class)
                    .optional()
                    .orElseGet(() -> make(org));
            newest.put(org, known);
        }
        return get(org, known);
    }

    public DataKey get(OrgId org, long id) {
        SecretKey key = opened.computeIfAbsent(new Place(org, id), this::open);
        return new DataKey(id, key);
    }

    public void rotate(OrgId org) {
        newest.put(org, make(org));
    }

    private SecretKey open(Place place) {
        Optional<byte[]> sealed = jdbc.sql(place.org(), "select sealed from {s}.sys_data_key where id = ?")
                .param(place.id())
                .query(byte[].class)
                .optional();
        if (sealed.isEmpty() || !master.exists()) {
            log.error("The master key in {} is missing", master.file());
            throw unavailable(null);
        }
        try {
            return new SecretKeySpec(AesGcm.open(master.get(), bound(place.org(), place.id()), sealed.get()), "AES");
        } catch (IllegalArgumentException e) {
            log.error(
                    "The master key in {} does not open the data keys of {}",
                    master.file(),
                    place.org().schema());
            throw unavailable(e);
        }
    }

    private long make(OrgId org) {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        long id = ids.next();
        byte[] sealed = AesGcm.seal(master.get(), bound(org, id), key);
        // A caller's transaction that is undone must not take a key with it that others already seal with.
        apart.executeWithoutResult(_ -> jdbc.sql(org, "insert into {s}.sys_data_key (id, sealed) values (?, ?)")
                .params(id, sealed)
                .update());
        return id;
    }

    private static byte[] bound(OrgId org, long id) {
        return (org.schema() + "|key|" + id).getBytes(StandardCharsets.UTF_8);
    }

    private static PlatformException unavailable(@Nullable Throwable cause) {
        return new PlatformException(
                ErrorCode.UNAVAILABLE,
                "The master key that encrypted values need is missing or another one; the operator must put the right"
                        + " file back from its backup.",
                Map.of(),
                cause);
    }
}
