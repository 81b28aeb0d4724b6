package io.atelier.platform.identity.internal;

import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows of {@code atelier.invitation}. */
@Repository
public class InvitationStore {
    private final JdbcClient jdbc;

    InvitationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void deleteOwners() {
        jdbc.sql("delete from atelier.invitation where kind = 'owner'").update();
    }

    public void insertOwner(String tokenHash, Instant expires) {
        jdbc.sql("insert into atelier.invitation (token_hash, kind, expires) values (?, 'owner', ?)")
                .params(tokenHash, Timestamp.from(expires))
                .update();
    }

    public boolean isOpen(String tokenHash, Instant now) {
        return jdbc.sql("""
                        select exists (select from atelier.invitation
                                       where token_hash = ? and kind = 'owner' and used is null and expires > ?)""")
                .params(tokenHash, Timestamp.from(now))
                .query(Boolean.class)
                .single();
    }

    /** Returns whether the token was open; then it is not any more. */
    public boolean claim(String tokenHash, Instant now) {
        return jdbc.sql("""
                                update atelier.invitation set used = ?
                                where token_hash = ? and kind = 'owner' and used is null and expires > ?""")
                        .params(Timestamp.from(now), tokenHash, Timestamp.from(now))
                        .update()
                == 1;
    }

    public void release(String tokenHash) {
        jdbc.sql("update atelier.invitation set used = null where token_hash = ?")
                .param(tokenHash)
                .update();
    }
}
