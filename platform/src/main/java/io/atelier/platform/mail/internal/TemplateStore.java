package io.atelier.platform.mail.internal;

import io.atelier.platform.mail.MailTemplate;
import io.atelier.platform.mail.MailTemplateData;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.org.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/** Rows of {@code sys_mail_template}. */
@Repository
public class TemplateStore {
    private final OrgJdbc jdbc;

    TemplateStore(OrgJdbc jdbc) {
        this.jdbc = jdbc;
    }

    public List<MailTemplate> all(OrgId org) {
        return jdbc.sql(org, "select * from {s}.sys_mail_template order by name")
                .query(TemplateStore::template)
                .list();
    }

    public Optional<MailTemplate> find(OrgId org, long id) {
        return jdbc.sql(org, "select * from {s}.sys_mail_template where id = ?")
                .param(id)
                .query(TemplateStore::template)
                .optional();
    }

    public boolean isNameTaken(OrgId org, String name, long exceptId) {
        return jdbc.sql(org, "select 1 from {s}.sys_mail_template where name = ? and id <> ?")
                .params(name, exceptId)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    public void insert(OrgId org, MailTemplate template, UserId by) {
        jdbc.sql(org, """
                        insert into {s}.sys_mail_template
                            (id, revision, name, module, subject, html, modified_by, modified_time)
                        values (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        template.id(),
                        template.revision(),
                        template.data().name(),
                        template.data().module(),
                        template.data().subject(),
                        template.data().html(),
                        by.value(),
                        Timestamp.from(template.modifiedTime()))
                .update();
    }

    /** Returns false if the template is not at the revision before the given one. */
    public boolean update(OrgId org, MailTemplate template, UserId by) {
        return jdbc.sql(org, """
                                update {s}.sys_mail_template
                                set revision = ?, name = ?, module = ?, subject = ?, html = ?,
                                    modified_by = ?, modified_time = ?
                                where id = ? and revision = ?""")
                        .params(
                                template.revision(),
                                template.data().name(),
                                template.data().module(),
                                template.data().subject(),
                                template.data().html(),
                                by.value(),
                                Timestamp.from(template.modifiedTime()),
                                template.id(),
                                template.revision() - 1)
                        .update()
                == 1;
    }

    public void delete(OrgId org, long id) {
        jdbc.sql(org, "delete from {s}.sys_mail_template where id = ?")
                .param(id)
                .update();
    }

    private static MailTemplate template(ResultSet row, int index) throws SQLException {
        return new MailTemplate(
                row.getLong("id"),
                row.getLong("revision"),
                new MailTemplateData(
                        row.getString("name"),
                        row.getString("module"),
                        row.getString("subject"),
                        row.getString("html")),
                row.getTimestamp("modified_time").toInstant());
    }
}
