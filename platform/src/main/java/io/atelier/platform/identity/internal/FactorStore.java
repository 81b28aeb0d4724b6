package io.atelier.platform.identity.internal;

import io.atelier.platform.identity.Account;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows of {@code atelier.totp} and {@code atelier.recovery_code}. */
@Repository
public class FactorStore {
    private final JdbcClient jdbc;

    FactorStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A key as it stands, and whether its owner has shown that their app has it. */
    public record Key(String sealed, boolean confirmed) {}

    public Optional<Key> find(Account account) {
        return jdbc.sql("select sealed_key, confirmed from atelier.totp where org_id = ? and user_id = ?")
                .params(account.org().value(), account.user().value())
                .query((row, _) -> new Key(row.getString("sealed_key"), row.getBoolean("confirmed")))
                .optional();
    }

    /** Keeps a key that is not confirmed yet in place of another such; says whether none was confirmed. */
    public boolean propose(Account account, String sealed) {
        return jdbc.sql("""
                                insert into atelier.totp as t (org_id, user_id, sealed_key) values (?, ?, ?)
                                on conflict (org_id, user_id) do update
                                set sealed_key = excluded.sealed_key, last_step = 0 where not t.confirmed""")
                        .params(account.org().value(), account.user().value(), sealed)
                        .update()
                == 1;
    }

    public boolean confirm(Account account, String sealed) {
        return jdbc.sql("""
                                update atelier.totp set confirmed = true
                                where org_id = ? and user_id = ? and sealed_key = ? and not confirmed""")
                        .params(account.org().value(), account.user().value(), sealed)
                        .update()
                == 1;
    }

    /** Uses the code of a step up, and with it those of earlier steps: of several at once, one gets it. */
    public boolean useStep(Account account, long step) {
        return jdbc.sql("update atelier.totp set last_step = ? where org_id = ? and user_id = ? and last_step < ?")
                        .params(step, account.org().value(), account.user().value(), step)
                        .update()
                == 1;
    }

    public void delete(Account account) {
        for (String table : List.of("totp", "recovery_code")) {
            jdbc.sql("delete from atelier." + table + " where org_id = ? and user_id = ?")
                    .params(account.org().value(), account.user().value())
                    .update();
        }
    }

    public void replaceCodes(Account account, List<String> hashes) {
        jdbc.sql("delete from atelier.recovery_code where org_id = ? and user_id = ?")
                .params(account.org().value(), account.user().value())
                .update();
        hashes.forEach(
                hash -> jdbc.sql("insert into atelier.recovery_code (org_id, user_id, code_hash) values (?, ?, ?)")
                        .params(account.org().value(), account.user().value(), hash)
                        .update());
    }

    public boolean useCode(Account account, String hash, Instant now) {
        return jdbc.sql("""
                                update atelier.recovery_code set used = ?
                                where org_id = ? and user_id = ? and code_hash = ? and used is null""")
                        .params(
                                now.atOffset(ZoneOffset.UTC),
                                account.org().value(),
                                account.user().value(),
                                hash)
                        .update()
                == 1;
    }

    public int unusedCodes(Account account) {
        return jdbc.sql("""
                        select count(*) from atelier.recovery_code
                        where org_id = ? and user_id = ? and used is null""")
                .params(account.org().value(), account.user().value())
                .query(Integer.class)
                .single();
    }
}
