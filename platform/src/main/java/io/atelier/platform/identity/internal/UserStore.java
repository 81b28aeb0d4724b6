package io.atelier.platform.identity.internal;

import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserFormats;
import io.atelier.platform.identity.UserState;
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
                        insert into {s}.sys_user (id, email, name, profile_id, language, zone, state)
                        values (?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        user.id().value(),
                        user.email(),
                        user.name(),
                        user.profileId(),
                        user.language().getLanguage(),
                        user.zone().getId(),
                        user.state().name())
                .update();
    }

    public void replaceProfile(OrgId org, long from, long to) {
        jdbc.sql(org, "update {s}.sys_user set profile_id = ? where profile_id = ?")
                .params(to, from)
                .update();
    }

    /** Lets one transaction at a time change who may do what; the next one reads what this one left. */
    public void lock(OrgId org) {
        jdbc.sql(org, "select id from {s}.sys_user order by id for update")
                .query(Long.class)
                .list();
    }

    public void changeLanguage(OrgId org, UserId id, Locale language) {
        jdbc.sql(org, "update {s}.sys_user set language = ? where id = ?")
                .params(language.getLanguage(), id.value())
                .update();
    }

    public void changeState(OrgId org, UserId id, UserState state) {
        jdbc.sql(org, "update {s}.sys_user set state = ? where id = ?")
                .params(state.name(), id.value())
                .update();
    }

    public void changeProfile(OrgId org, UserId id, long profileId) {
        jdbc.sql(org, "update {s}.sys_user set profile_id = ? where id = ?")
                .params(profileId, id.value())
                .update();
    }

    /** Saves name, language, zone and formats; nothing by which rights would change. */
    public void saveSettings(OrgId org, User user) {
        UserFormats formats = user.formats();
        jdbc.sql(org, """
                        update {s}.sys_user set name = ?, language = ?, zone = ?, country = ?, date_style = ?,
                            clock_style = ?, number_style = ?, theme = ?, first_day = ?, signature = ?, settled = ?
                        where id = ?""")
                .params(
                        user.name(),
                        user.language().getLanguage(),
                        user.zone().getId(),
                        formats.country(),
                        formats.date().name(),
                        formats.clock().name(),
                        formats.number().name(),
                        formats.theme().name(),
                        formats.firstDay(),
                        formats.signature(),
                        formats.settled(),
                        user.id().value())
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
                UserState.valueOf(row.getString("state")),
                new UserFormats(
                        row.getString("country"),
                        UserFormats.DateStyle.valueOf(row.getString("date_style")),
                        UserFormats.ClockStyle.valueOf(row.getString("clock_style")),
                        UserFormats.NumberStyle.valueOf(row.getString("number_style")),
                        UserFormats.Theme.valueOf(row.getString("theme")),
                        row.getInt("first_day"),
                        row.getString("signature"),
                        row.getBoolean("settled")));
    }
}
