package io.atelier.platform.record.internal;

import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.org.UserId;
import io.atelier.platform.record.Tag;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/** Rows of {@code sys_tag} and {@code sys_record_tag}. */
@Repository
public class TagStore {
    private final OrgJdbc jdbc;

    TagStore(OrgJdbc jdbc) {
        this.jdbc = jdbc;
    }

    /** Makes changes of a module's tags wait for each other until the transaction ends. */
    public void lock(OrgId org, String module) {
        jdbc.sql(org, "select pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param("tags " + org.value() + " " + module)
                .query((_, _) -> "")
                .list();
    }

    public List<Tag> all(OrgId org, String module) {
        return jdbc.sql(org, "select * from {s}.sys_tag where module = ? order by lower(name)")
                .param(module)
                .query((row, _) -> tag(row))
                .list();
    }

    public Optional<Tag> find(OrgId org, long id) {
        return jdbc.sql(org, "select * from {s}.sys_tag where id = ?")
                .param(id)
                .query((row, _) -> tag(row))
                .optional();
    }

    public void insert(OrgId org, Tag tag) {
        jdbc.sql(org, """
            insert into {s}.sys_tag
                (id, module, name, colour, created_by, created_time, modified_by, modified_time)
            values (?, ?, ?, ?, ?, ?, ?, ?)\
            """)
                .params(
                        tag.id(),
                        tag.module(),
                        tag.name(),
                        tag.colour(),
                        tag.createdBy().value(),
                        Timestamp.from(tag.createdTime()),
                        tag.modifiedBy().value(),
                        Timestamp.from(tag.modifiedTime()))
                .update();
    }

    public void update(OrgId org, long id, String name, String colour, UserId by, Instant at) {
        jdbc.sql(org, "update {s}.sys_tag set name = ?, colour = ?, modified_by = ?, modified_time = ? where id = ?")
                .params(name, colour, by.value(), Timestamp.from(at), id)
                .update();
    }

    public void delete(OrgId org, long id) {
        jdbc.sql(org, "delete from {s}.sys_tag where id = ?").param(id).update();
    }

    public void merge(OrgId org, long gone, long stays) {
        jdbc.sql(org, """
            insert into {s}.sys_record_tag (module, record_id, tag_id)
            select module, record_id, ? from {s}.sys_record_tag where tag_id = ?
            on conflict do nothing\
            """).params(stays, gone).update();
        delete(org, gone);
    }

    /** Returns the tags of each record that has some, by name. */
    public Map<Long, List<Tag>> ofRecords(OrgId org, String module, Collection<Long> records) {
        Map<Long, List<Tag>> found = new HashMap<>();
        jdbc.sql(org, """
            select r.record_id, t.* from {s}.sys_record_tag r join {s}.sys_tag t on t.id = r.tag_id
            where r.module = ? and r.record_id = any (?) order by lower(t.name)\
            """)
                .params(module, records.toArray(Long[]::new))
                .query((row, _) -> found.computeIfAbsent(row.getLong("record_id"), _ -> new ArrayList<>())
                        .add(tag(row)))
                .list();
        return found;
    }

    /** Gives a record exactly these tags. */
    public void mark(OrgId org, String module, long record, Collection<Long> tags) {
        Long[] wanted = tags.toArray(Long[]::new);
        jdbc.sql(org, """
            delete from {s}.sys_record_tag
            where module = ? and record_id = ? and not (tag_id = any (?))\
            """).params(module, record, wanted).update();
        jdbc.sql(org, """
            insert into {s}.sys_record_tag (module, record_id, tag_id)
            select ?, ?, unnest(?) on conflict do nothing\
            """).params(module, record, wanted).update();
    }

    void forget(OrgId org, String module, Collection<Long> records) {
        jdbc.sql(org, "delete from {s}.sys_record_tag where module = ? and record_id = any (?)")
                .params(module, records.toArray(Long[]::new))
                .update();
    }

    private static Tag tag(ResultSet row) throws SQLException {
        return new Tag(
                row.getLong("id"),
                row.getString("module"),
                row.getString("name"),
                row.getString("colour"),
                new UserId(row.getLong("created_by")),
                row.getTimestamp("created_time").toInstant(),
                new UserId(row.getLong("modified_by")),
                row.getTimestamp("modified_time").toInstant());
    }
}
