package io.atelier.platform.identity.internal;

import io.atelier.platform.identity.Account;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.UserId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows of {@code atelier.invitation} that are made for a user. */
@Repository
public class LinkStore {
    private final JdbcClient jdbc;

    LinkStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void deleteAll(Account account) {
        jdbc.sql("delete from atelier.invitation where org_id = ? and user_id = ?")
                .params(account.org().value(), account.user().value())
                .update();
    }

    public void delete(Account account, String kind) {
        jdbc.sql("delete from atelier.invitation where org_id = ? and user_id = ? and kind = ?")
                .params(account.org().value(), account.user().value(), kind)
                .update();
    }

    public void insert(String tokenHash, String kind, Account account, Instant expires) {
        jdbc.sql("insert into atelier.invitation (token_hash, kind, org_id, user_id, expires) values (?, ?, ?, ?, ?)")
                .params(
                        tokenHash,
                        kind,
                        account.org().value(),
                        account.user().value(),
                        expires.atOffset(ZoneOffset.UTC))
                .update();
    }

    public Optional<Account> findOpen(String tokenHash, String kind, Instant now) {
        return jdbc.sql("""
                        select org_id, user_id from atelier.invitation
                        where token_hash = ? and kind = ? and used is null and expires > ?""")
                .params(tokenHash, kind, now.atOffset(ZoneOffset.UTC))
                .query((row, _) -> new Account(new OrgId(row.getLong("org_id")), new UserId(row.getLong("user_id"))))
                .optional();
    }

    /** Uses an open link up: of several at once, one gets it. */
    public Optional<Account> claim(String tokenHash, String kind, Instant now) {
        return jdbc.sql("""
                        update atelier.invitation set used = ?
                        where token_hash = ? and kind = ? and used is null and expires > ?
                        returning org_id, user_id""")
                .params(now.atOffset(ZoneOffset.UTC), tokenHash, kind, now.atOffset(ZoneOffset.UTC))
                .query((row, _) -> new Account(new OrgId(row.getLong("org_id")), new UserId(row.getLong("user_id"))))
                .optional();
    }
}
