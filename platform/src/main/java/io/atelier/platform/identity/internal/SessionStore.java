package io.atelier.platform.identity.internal;

import io.atelier.platform.identity.Account;
import io.atelier.platform.identity.Origin;
import io.atelier.platform.identity.Session;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows of {@code atelier.session}. */
@Repository
public class SessionStore {
    private final JdbcClient jdbc;

    SessionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void insert(Session session) {
        jdbc.sql("""
                        insert into atelier.session (id, org_id, user_id, address, agent, first_seen, last_seen, proven)
                        values (:id, :org, :user, :address, :agent, :now, :now, :now)""")
                .param("id", session.id())
                .param("org", session.account().org().value())
                .param("user", session.account().user().value())
                .param("address", session.origin().address())
                .param("agent", session.origin().agent())
                .param("now", at(session.firstSeen()))
                .update();
    }

    /** Returns the session if it has not ended. */
    public Optional<Session> open(long id) {
        return jdbc.sql("select * from atelier.session where id = ? and ended is null")
                .param(id)
                .query(SessionStore::session)
                .optional();
    }

    /** Returns those that were seen since then and have not ended, the last seen first. */
    public List<Session> open(Account account, Instant since, int limit) {
        return jdbc.sql("""
                        select * from atelier.session
                        where org_id = ? and user_id = ? and ended is null and last_seen > ?
                        order by last_seen desc, id limit ?""")
                .params(account.org().value(), account.user().value(), at(since), limit)
                .query(SessionStore::session)
                .list();
    }

    public void seen(long id, String address, Instant now) {
        jdbc.sql("update atelier.session set last_seen = ?, address = ? where id = ?")
                .params(at(now), address, id)
                .update();
    }

    public void proven(long id, Instant now) {
        jdbc.sql("update atelier.session set proven = ? where id = ? and ended is null")
                .params(at(now), id)
                .update();
    }

    public boolean isProvenSince(long id, Instant since) {
        return jdbc.sql("select exists (select from atelier.session where id = ? and ended is null and proven > ?)")
                .params(id, at(since))
                .query(Boolean.class)
                .single();
    }

    /** Ends one session of the account; says whether it was open. */
    public boolean end(Account account, long id, Instant now) {
        return jdbc.sql("""
                                update atelier.session set ended = ?
                                where id = ? and org_id = ? and user_id = ? and ended is null""")
                        .params(
                                at(now),
                                id,
                                account.org().value(),
                                account.user().value())
                        .update()
                == 1;
    }

    public int endAll(Account account, OptionalLong but, Instant now) {
        return jdbc.sql("""
                        update atelier.session set ended = ?
                        where org_id = ? and user_id = ? and id <> ? and ended is null""")
                .params(at(now), account.org().value(), account.user().value(), but.orElse(0))
                .update();
    }

    public int deleteOlderThan(Instant time) {
        return jdbc.sql("delete from atelier.session where last_seen < ?")
                .param(at(time))
                .update();
    }

    private static OffsetDateTime at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static Session session(ResultSet row, int index) throws SQLException {
        return new Session(
                row.getLong("id"),
                new Account(new OrgId(row.getLong("org_id")), new UserId(row.getLong("user_id"))),
                new Origin(row.getString("address"), row.getString("agent")),
                row.getTimestamp("first_seen").toInstant(),
                row.getTimestamp("last_seen").toInstant());
    }
}
