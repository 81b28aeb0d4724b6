package io.atelier.platform.function.internal;

import io.atelier.platform.function.FunctionDef;
import io.atelier.platform.function.FunctionVersion;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.org.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.springframework.stereotype.Repository;

/** Rows of {@code sys_function} and {@code sys_function_version}. */
@Repository
public class FunctionStore {
    private final OrgJdbc jdbc;

    FunctionStore(OrgJdbc jdbc) {
        this.jdbc = jdbc;
    }

    public List<FunctionDef> all(OrgId org) {
        return jdbc.sql(org, "select * from {s}.sys_function order by name, id")
                .query(FunctionStore::function)
                .list();
    }

    public Optional<FunctionDef> find(OrgId org, long id) {
        return jdbc.sql(org, "select * from {s}.sys_function where id = ?")
                .param(id)
                .query(FunctionStore::function)
                .optional();
    }

    public Optional<FunctionDef> find(OrgId org, String apiName) {
        return jdbc.sql(org, "select * from {s}.sys_function where api_name = ?")
                .param(apiName)
                .query(FunctionStore::function)
                .optional();
    }

    /** Returns false if the API name is taken. */
    public boolean insert(OrgId org, FunctionDef function) {
        return jdbc.sql(org, """
                                insert into {s}.sys_function
                                    (id, api_name, name, draft, revision, modified_by, modified_time)
                                values (?, ?, ?, ?, ?, ?, ?) on conflict (api_name) do nothing""")
                        .params(
                                function.id(),
                                function.apiName(),
                                function.name(),
                                function.draft(),
                                function.revision(),
                                function.modifiedBy().value(),
                                Timestamp.from(function.modifiedTime()))
                        .update()
                == 1;
    }

    /** Returns false if the function is not at the revision before the given one. */
    public boolean update(OrgId org, FunctionDef function) {
        return jdbc.sql(org, """
                                update {s}.sys_function
                                set name = ?, draft = ?, revision = ?, modified_by = ?, modified_time = ?
                                where id = ? and revision = ?""")
                        .params(
                                function.name(),
                                function.draft(),
                                function.revision(),
                                function.modifiedBy().value(),
                                Timestamp.from(function.modifiedTime()),
                                function.id(),
                                function.revision() - 1)
                        .update()
                == 1;
    }

    /** Makes the draft of the revision the next version, which runs from now on; empty if the draft has moved on. */
    public OptionalInt publish(OrgId org, long id, long revision, UserId by, Instant at) {
        boolean locked = jdbc.sql(org, "select 1 from {s}.sys_function where id = ? and revision = ? for update")
                .params(id, revision)
                .query(Integer.class)
                .optional()
                .isPresent();
        if (!locked) {
            return OptionalInt.empty();
        }
        int number = jdbc.sql(org, """
                        insert into {s}.sys_function_version (function_id, number, source, published_by, published_time)
                        select f.id,
                               1 + coalesce((select max(v.number) from {s}.sys_function_version v
                                             where v.function_id = f.id), 0),
                               f.draft, ?, ?
                        from {s}.sys_function f where f.id = ?
                        returning number""")
                .params(by.value(), Timestamp.from(at), id)
                .query(Integer.class)
                .single();
        point(org, id, number);
        return OptionalInt.of(number);
    }

    public void point(OrgId org, long id, int number) {
        jdbc.sql(org, "update {s}.sys_function set published_version = ? where id = ?")
                .params(number, id)
                .update();
    }

    public void openToRest(OrgId org, long id, boolean open) {
        jdbc.sql(org, "update {s}.sys_function set rest_api = ? where id = ?")
                .params(open, id)
                .update();
    }

    public List<FunctionVersion> versions(OrgId org, long id) {
        return jdbc.sql(org, "select * from {s}.sys_function_version where function_id = ? order by number desc")
                .param(id)
                .query(FunctionStore::version)
                .list();
    }

    public Optional<FunctionVersion> version(OrgId org, long id, int number) {
        return jdbc.sql(org, "select * from {s}.sys_function_version where function_id = ? and number = ?")
                .params(id, number)
                .query(FunctionStore::version)
                .optional();
    }

    public void delete(OrgId org, long id) {
        jdbc.sql(org, "delete from {s}.sys_function where id = ?").param(id).update();
    }

    private static FunctionDef function(ResultSet row, int index) throws SQLException {
        int published = row.getInt("published_version");
        return new FunctionDef(
                row.getLong("id"),
                row.getString("api_name"),
                row.getString("name"),
                row.getString("draft"),
                row.getLong("revision"),
                published == 0 ? OptionalInt.empty() : OptionalInt.of(published),
                row.getBoolean("rest_api"),
                new UserId(row.getLong("modified_by")),
                row.getTimestamp("modified_time").toInstant());
    }

    private static FunctionVersion version(ResultSet row, int index) throws SQLException {
        return new FunctionVersion(
                row.getInt("number"),
                row.getString("source"),
                new UserId(row.getLong("published_by")),
                row.getTimestamp("published_time").toInstant());
    }
}
