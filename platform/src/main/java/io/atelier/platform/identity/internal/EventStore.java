package io.atelier.platform.identity.internal;

import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.identity.Account;
import io.atelier.platform.identity.Origin;
import io.atelier.platform.identity.SignInEvent;
import io.atelier.platform.identity.SignInOutcome;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows of {@code atelier.sign_in_event}. */
@Repository
public class EventStore {
    private final JdbcClient jdbc;
    private final IdGenerator ids;

    EventStore(JdbcClient jdbc, IdGenerator ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    /** @param account empty where nobody has the address that was tried; kept all the same, to take as long */
    public void insert(Optional<Account> account, SignInOutcome outcome, Origin origin, Instant now) {
        jdbc.sql("""
                        insert into atelier.sign_in_event (id, org_id, user_id, at, outcome, address, agent)
                        values (:id, :org, :user, :at, :outcome, :address, :agent)""")
                .param("id", ids.next())
                .param("org", account.map(a -> a.org().value()).orElse(null))
                .param("user", account.map(a -> a.user().value()).orElse(null))
                .param("at", now.atOffset(ZoneOffset.UTC))
                .param("outcome", outcome.name())
                .param("address", origin.address())
                .param("agent", origin.agent())
                .update();
    }

    /** Returns the newest first. */
    public List<SignInEvent> of(Account account, int limit) {
        return jdbc.sql("""
                        select * from atelier.sign_in_event where org_id = ? and user_id = ?
                        order by id desc limit ?""")
                .params(account.org().value(), account.user().value(), limit)
                .query((row, _) -> new SignInEvent(
                        row.getTimestamp("at").toInstant(),
                        SignInOutcome.valueOf(row.getString("outcome")),
                        new Origin(row.getString("address"), row.getString("agent"))))
                .list();
    }

    public int deleteOlderThan(Instant time) {
        return jdbc.sql("delete from atelier.sign_in_event where at < ?")
                .param(time.atOffset(ZoneOffset.UTC))
                .update();
    }
}
