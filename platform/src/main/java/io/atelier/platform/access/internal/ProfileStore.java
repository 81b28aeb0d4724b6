package io.atelier.platform.access.internal;

import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.Profile;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Rows of {@code sys_profile}. */
@Repository
public class ProfileStore {
    private final OrgJdbc jdbc;
    private final JsonMapper json;
    private final IdGenerator ids;

    ProfileStore(OrgJdbc jdbc, JsonMapper json, IdGenerator ids) {
        this.jdbc = jdbc;
        this.json = json;
        this.ids = ids;
    }

    public Profile get(OrgId org, long id) {
        return jdbc.sql(org, "select * from {s}.sys_profile where id = ?")
                .param(id)
                .query(this::profile)
                .single();
    }

    public Optional<Profile> find(OrgId org, long id) {
        return jdbc.sql(org, "select * from {s}.sys_profile where id = ?")
                .param(id)
                .query(this::profile)
                .optional();
    }

    /** Says whether an active user has a profile that allows everything. */
    public boolean isAnybodyAdministrator(OrgId org) {
        return jdbc.sql(org, """
                        select exists (
                            select from {s}.sys_user u join {s}.sys_profile p on p.id = u.profile_id
                            where u.state = 'ACTIVE' and (p.permissions ->> 'administrator')::boolean)""").query(Boolean.class).single();
    }

    public List<Profile> all(OrgId org) {
        return jdbc.sql(org, "select * from {s}.sys_profile order by lower(name), id")
                .query(this::profile)
                .list();
    }

    /** Finds a profile and keeps others from changing it until the transaction ends. */
    public Optional<Profile> lock(OrgId org, long id) {
        return jdbc.sql(org, "select * from {s}.sys_profile where id = ? for update")
                .param(id)
                .query(this::profile)
                .optional();
    }

    /** Lets one transaction at a time change which profiles there are. */
    public void lockAll(OrgId org) {
        jdbc.sql(org, "lock table {s}.sys_profile in share row exclusive mode").update();
    }

    public void rename(OrgId org, long id, String name) {
        jdbc.sql(org, "update {s}.sys_profile set name = ? where id = ?")
                .params(name, id)
                .update();
    }

    public void delete(OrgId org, long id) {
        jdbc.sql(org, "delete from {s}.sys_profile where id = ?").param(id).update();
    }

    public Profile insert(OrgId org, String name, Permissions permissions) {
        Profile profile = new Profile(ids.next(), name, permissions);
        jdbc.sql(org, "insert into {s}.sys_profile (id, name, permissions) values (?, ?, ?::jsonb)")
                .params(profile.id(), name, json.writeValueAsString(permissions))
                .update();
        return profile;
    }

    public void changePermissions(OrgId org, long id, Permissions permissions) {
        jdbc.sql(org, "update {s}.sys_profile set permissions = ?::jsonb where id = ?")
                .params(json.writeValueAsString(permissions), id)
                .update();
    }

    private Profile profile(ResultSet row, int index) throws SQLException {
        return new Profile(
                row.getLong("id"),
                row.getString("name"),
                json.readValue(row.getString("permissions"), Permissions.class));
    }
}
