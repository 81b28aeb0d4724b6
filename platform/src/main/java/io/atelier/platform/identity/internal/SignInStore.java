package io.atelier.platform.identity.internal;

import io.atelier.platform.identity.Account;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows of {@code atelier.sign_in}. */
@Repository
public class SignInStore {
    private final JdbcClient jdbc;

    SignInStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One address that has a password.
     *
     * @param lockedUntil absent where it is not locked
     */
    public record SignIn(String email, Account account, String passwordHash, Optional<Instant> lockedUntil) {
        public boolean isLockedAt(Instant now) {
            return lockedUntil.filter(now::isBefore).isPresent();
        }
    }

    public boolean exists() {
        return jdbc.sql("select exists (select from atelier.sign_in)")
                .query(Boolean.class)
                .single();
    }

    public Optional<SignIn> find(String email) {
        return jdbc.sql("select * from atelier.sign_in where email = ? and password_hash is not null")
                .param(email)
                .query(SignInStore::signIn)
                .optional();
    }

    /** Counts in one statement, as attempts come at the same time; an expired lock starts the count anew. */
    public void countFailure(String email, Instant now, int most, Instant lockedUntil) {
        jdbc.sql("""
                        update atelier.sign_in s
                        set failures = n.failures,
                            locked_until = case when n.failures >= :most then :until::timestamptz else null end
                        from (select email, case when locked_until <= :now::timestamptz then 1 else failures + 1 end as failures
                              from atelier.sign_in where email = :email for update) n
                        where s.email = n.email""")
                .param("most", most)
                .param("until", Timestamp.from(lockedUntil))
                .param("now", Timestamp.from(now))
                .param("email", email)
                .update();
    }

    public void clearFailures(String email) {
        jdbc.sql("update atelier.sign_in set failures = 0, locked_until = null where email = ? and failures > 0")
                .param(email)
                .update();
    }

    public void save(Account account, String email, String passwordHash) {
        jdbc.sql("""
                        insert into atelier.sign_in (email, org_id, user_id, password_hash) values (?, ?, ?, ?)
                        on conflict (org_id, user_id) do update
                        set email = excluded.email, password_hash = excluded.password_hash,
                            failures = 0, locked_until = null""")
                .params(email, account.org().value(), account.user().value(), passwordHash)
                .update();
    }

    private static SignIn signIn(ResultSet row, int index) throws SQLException {
        return new SignIn(
                row.getString("email"),
                new Account(new OrgId(row.getLong("org_id")), new UserId(row.getLong("user_id"))),
                row.getString("password_hash"),
                Optional.ofNullable(row.getTimestamp("locked_until")).map(Timestamp::toInstant));
    }
}
