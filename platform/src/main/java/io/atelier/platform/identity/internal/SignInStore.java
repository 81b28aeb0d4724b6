package io.atelier.platform.identity.internal;

import io.atelier.platform.identity.Account;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
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

    /** One address that has a password. */
    public record SignIn(String email, Account account, String passwordHash) {}

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

    public Optional<SignIn> find(Account account) {
        return jdbc.sql("select * from atelier.sign_in where org_id = ? and user_id = ? and password_hash is not null")
                .params(account.org().value(), account.user().value())
                .query(SignInStore::signIn)
                .optional();
    }

    /** Keeps an address for a user who has no password yet; says whether it was free. */
    public boolean reserve(Account account, String email) {
        return jdbc.sql("""
                                insert into atelier.sign_in (email, org_id, user_id) values (?, ?, ?)
                                on conflict do nothing""")
                        .params(email, account.org().value(), account.user().value())
                        .update()
                == 1;
    }

    public void save(Account account, String email, String passwordHash) {
        jdbc.sql("""
                        insert into atelier.sign_in (email, org_id, user_id, password_hash) values (?, ?, ?, ?)
                        on conflict (org_id, user_id) do update
                        set email = excluded.email, password_hash = excluded.password_hash""")
                .params(email, account.org().value(), account.user().value(), passwordHash)
                .update();
    }

    public void delete(Account account) {
        jdbc.sql("delete from atelier.sign_in where org_id = ? and user_id = ?")
                .params(account.org().value(), account.user().value())
                .update();
    }

    private static SignIn signIn(ResultSet row, int index) throws SQLException {
        return new SignIn(
                row.getString("email"),
                new Account(new OrgId(row.getLong("org_id")), new UserId(row.getLong("user_id"))),
                row.getString("password_hash"));
    }
}
