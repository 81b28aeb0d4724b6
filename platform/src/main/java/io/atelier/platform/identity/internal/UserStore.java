package io.atelier.platform.identity.internal;

import io.atelier.platform.identity.User;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.org.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/** Rows of {@code sys_user}. */
@Repository
public class UserStore {
    private final OrgJdbc jdbc;

    UserStore(OrgJdbc jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<User> find(OrgId org, UserId id) {
        return jdbc.sql(org, "select * from {s}.sys_user where id = ?")
                .param(id.value())
                .query(UserStore::user)
                .optional();
    }

    public List<User> all(OrgId org) {
        return jdbc.sql(org, "select * from {s}.sys_user order by active desc, name, id")
                .query(UserStore::user)
                .list();
    }

    public void insert(OrgId org, User user) {
        jdbc.sql(org, """
                        insert into {s}.sys_user (id, email, name, profile_id, language, zone, active)
                        values (?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        user.id().value(),
                        user.email(),
                        user.name(),
                        user.profileId(),
                        user.language().getLanguage(),
                        user.zone().getId(),
                        user.active())
                .update();
    }

    public void replaceProfile(OrgId org, long from, long to) {
        jdbc.sql(org, "update {s}.sys_user set profile_id = ? where profile_id = ?")
                .params(to, from)
                .update();
    }

    public void changeLanguage(OrgId org, UserId id, Locale language) {
        jdbc.sql(org, "update {s}.sys_user set language = ? where id = ?")
                .params(language.getLanguage(), id.value())
                .update();
    }

    private static User user(ResultSet row, int index) throws SQLException {
        return new User(
                new UserId(row.getLong("id")),
                row.getString("email"),
                row.getString("name"),
                row.getLong("profile_id"),
                Locale.of(row.getString("language")),
                ZoneId.of(row.getString("zone")),
                row.getBoolean("active"));
    }
}
