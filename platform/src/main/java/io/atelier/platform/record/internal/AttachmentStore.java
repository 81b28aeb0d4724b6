package io.atelier.platform.record.internal;

import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.org.UserId;
import io.atelier.platform.record.Attachment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/** Rows of {@code sys_attachment} and {@code sys_record_photo}. */
@Repository
public class AttachmentStore {
    private final OrgJdbc jdbc;

    AttachmentStore(OrgJdbc jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns what hangs on these records, the newest first. */
    public List<Attachment> of(OrgId org, String module, Collection<Long> records) {
        return jdbc.sql(org, """
            select * from {s}.sys_attachment where module = ? and record_id = any (?) order by id desc\
            """)
                .params(module, records.toArray(Long[]::new))
                .query((row, _) -> attachment(row))
                .list();
    }

    public int count(OrgId org, String module, long record) {
        return jdbc.sql(org, "select count(*)::int from {s}.sys_attachment where module = ? and record_id = ?")
                .params(module, record)
                .query(Integer.class)
                .single();
    }

    public void insert(OrgId org, String module, Attachment made) {
        Long file = made.content() instanceof Attachment.Content.File(long id) ? id : null;
        String link = made.content() instanceof Attachment.Content.Link(String url) ? url : null;
        jdbc.sql(org, """
            insert into {s}.sys_attachment
                (id, module, record_id, name, file_id, link, size, created_by, created_time)
            values (:id, :module, :record, :name, :file, :link, :size, :by, :at)\
            """)
                .param("id", made.id())
                .param("module", module)
                .param("record", made.record())
                .param("name", made.name())
                .param("file", file, java.sql.Types.BIGINT)
                .param("link", link, java.sql.Types.VARCHAR)
                .param("size", made.size())
                .param("by", made.createdBy().value())
                .param("at", Timestamp.from(made.createdTime()))
                .update();
    }

    public void delete(OrgId org, long id) {
        jdbc.sql(org, "delete from {s}.sys_attachment where id = ?").param(id).update();
    }

    /** Returns the id of the stored file that is a record's photo. */
    public Optional<Long> photo(OrgId org, String module, long record) {
        return jdbc.sql(org, "select file_id from {s}.sys_record_photo where module = ? and record_id = ?")
                .params(module, record)
                .query(Long.class)
                .optional();
    }

    public void putPhoto(OrgId org, String module, long record, long file) {
        jdbc.sql(org, """
            insert into {s}.sys_record_photo (module, record_id, file_id) values (?, ?, ?)
            on conflict (module, record_id) do update set file_id = excluded.file_id\
            """).params(module, record, file).update();
    }

    /** Returns false if there was none. */
    public boolean deletePhoto(OrgId org, String module, long record) {
        return jdbc.sql(org, "delete from {s}.sys_record_photo where module = ? and record_id = ?")
                        .params(module, record)
                        .update()
                > 0;
    }

    /** What was merged into another record stays there; the rest goes. */
    void forget(OrgId org, String module, Collection<Long> records, Map<Long, Long> mergedInto) {
        mergedInto.forEach((from, to) -> jdbc.sql(
                        org, "update {s}.sys_attachment set record_id = ? where module = ? and record_id = ?")
                .params(to, module, from)
                .update());
        Long[] gone = records.toArray(Long[]::new);
        jdbc.sql(org, "delete from {s}.sys_attachment where module = ? and record_id = any (?)")
                .params(module, gone)
                .update();
        jdbc.sql(org, "delete from {s}.sys_record_photo where module = ? and record_id = any (?)")
                .params(module, gone)
                .update();
    }

    private static Attachment attachment(ResultSet row) throws SQLException {
        String link = row.getString("link");
        return new Attachment(
                row.getLong("id"),
                row.getLong("record_id"),
                row.getString("name"),
                link == null ? new Attachment.Content.File(row.getLong("file_id")) : new Attachment.Content.Link(link),
                row.getLong("size"),
                new UserId(row.getLong("created_by")),
                row.getTimestamp("created_time").toInstant());
    }
}
