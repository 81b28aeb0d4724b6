package io.atelier.platform.identity.internal;

import io.atelier.platform.identity.Account;
import io.atelier.platform.identity.Passkey;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.webauthn.api.AuthenticatorTransport;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutableCredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCose;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialType;
import org.springframework.stereotype.Repository;

/** Rows of {@code atelier.passkey} and {@code atelier.passkey_user}. */
@Repository
public class PasskeyStore {
    private final JdbcClient jdbc;

    PasskeyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public boolean has(Account account) {
        return jdbc.sql("""
                        select exists (select from atelier.passkey p join atelier.passkey_user u using (handle)
                                       where u.org_id = ? and u.user_id = ?)""")
                .params(account.org().value(), account.user().value())
                .query(Boolean.class)
                .single();
    }

    public List<Passkey> of(Account account) {
        return jdbc.sql("""
                        select p.* from atelier.passkey p join atelier.passkey_user u using (handle)
                        where u.org_id = ? and u.user_id = ? order by p.created_time, p.credential_id""")
                .params(account.org().value(), account.user().value())
                .query((row, _) -> new Passkey(
                        new Bytes(row.getBytes("credential_id")).toBase64UrlString(),
                        row.getString("name"),
                        row.getTimestamp("created_time").toInstant(),
                        row.getTimestamp("last_used").toInstant()))
                .list();
    }

    public boolean delete(Account account, byte[] credentialId) {
        return jdbc.sql("""
                                delete from atelier.passkey p using atelier.passkey_user u
                                where u.handle = p.handle and p.credential_id = ? and u.org_id = ? and u.user_id = ?""")
                        .params(
                                credentialId,
                                account.org().value(),
                                account.user().value())
                        .update()
                == 1;
    }

    public void deleteAll(Account account) {
        jdbc.sql("delete from atelier.passkey_user where org_id = ? and user_id = ?")
                .params(account.org().value(), account.user().value())
                .update();
    }

    /** Returns what names the account to authenticators; makes it at the first question. */
    public Bytes handle(Account account) {
        jdbc.sql("insert into atelier.passkey_user (handle, org_id, user_id) values (?, ?, ?) on conflict do nothing")
                .params(
                        Bytes.random().getBytes(),
                        account.org().value(),
                        account.user().value())
                .update();
        return new Bytes(jdbc.sql("select handle from atelier.passkey_user where org_id = ? and user_id = ?")
                .params(account.org().value(), account.user().value())
                .query((row, _) -> row.getBytes("handle"))
                .single());
    }

    public Optional<Account> account(Bytes handle) {
        return jdbc.sql("select org_id, user_id from atelier.passkey_user where handle = ?")
                .param(handle.getBytes())
                .query((row, _) -> new Account(new OrgId(row.getLong("org_id")), new UserId(row.getLong("user_id"))))
                .optional();
    }

    public Optional<CredentialRecord> find(Bytes credentialId) {
        return jdbc.sql("select * from atelier.passkey where credential_id = ?")
                .param(credentialId.getBytes())
                .query(PasskeyStore::credential)
                .optional();
    }

    public List<CredentialRecord> ofHandle(Bytes handle) {
        return jdbc.sql("select * from atelier.passkey where handle = ?")
                .param(handle.getBytes())
                .query(PasskeyStore::credential)
                .list();
    }

    /**
     * Adds a key, or notes its use.
     *
     * @return false, with nothing saved, if its counter did not go on: then there are two of it
     */
    public boolean save(CredentialRecord key, Instant now) {
        return jdbc.sql("""
                        insert into atelier.passkey (credential_id, handle, name, public_key, attestation,
                            signature_count, uv_initialized, transports, backup_eligible, backup_state, created_time,
                            last_used)
                        values (:id, :handle, :name, :key, :attestation, :count, :uv, :transports, :eligible, :backup,
                            :now, :now)
                        on conflict (credential_id) do update set signature_count = excluded.signature_count,
                            uv_initialized = excluded.uv_initialized, backup_state = excluded.backup_state,
                            last_used = excluded.last_used
                        where passkey.handle = excluded.handle
                          and (excluded.signature_count > passkey.signature_count
                               or excluded.signature_count = 0 and passkey.signature_count = 0)""")
                        .param("id", key.getCredentialId().getBytes())
                        .param("handle", key.getUserEntityUserId().getBytes())
                        .param("name", key.getLabel())
                        .param("key", key.getPublicKey().getBytes())
                        .param(
                                "attestation",
                                Objects.requireNonNull(key.getAttestationObject())
                                        .getBytes())
                        .param("count", key.getSignatureCount())
                        .param("uv", key.isUvInitialized())
                        .param(
                                "transports",
                                key.getTransports().stream()
                                        .map(AuthenticatorTransport::getValue)
                                        .toArray(String[]::new))
                        .param("eligible", key.isBackupEligible())
                        .param("backup", key.isBackupState())
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    private static CredentialRecord credential(ResultSet row, int index) throws SQLException {
        String[] transports = (String[]) row.getArray("transports").getArray();
        return ImmutableCredentialRecord.builder()
                .credentialType(PublicKeyCredentialType.PUBLIC_KEY)
                .credentialId(new Bytes(row.getBytes("credential_id")))
                .userEntityUserId(new Bytes(row.getBytes("handle")))
                .publicKey(new ImmutablePublicKeyCose(row.getBytes("public_key")))
                .attestationObject(new Bytes(row.getBytes("attestation")))
                .signatureCount(row.getLong("signature_count"))
                .uvInitialized(row.getBoolean("uv_initialized"))
                .transports(Arrays.stream(transports)
                        .map(AuthenticatorTransport::valueOf)
                        .collect(Collectors.toSet()))
                .backupEligible(row.getBoolean("backup_eligible"))
                .backupState(row.getBoolean("backup_state"))
                .label(row.getString("name"))
                .created(row.getTimestamp("created_time").toInstant())
                .lastUsed(row.getTimestamp("last_used").toInstant())
                .build();
    }
}
