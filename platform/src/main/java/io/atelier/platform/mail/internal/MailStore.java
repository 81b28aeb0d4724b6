package io.atelier.platform.mail.internal;

import io.atelier.platform.mail.MailStatus;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Channel;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.org.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/** Rows of {@code sys_mail}: {@code QUEUED -> SENDING -> SENT | FAILED}, or back to {@code QUEUED}. */
@Repository
public class MailStore {
    private final OrgJdbc jdbc;

    MailStore(OrgJdbc jdbc) {
        this.jdbc = jdbc;
    }

    public void insert(OutgoingMail mail, Instant at) {
        jdbc.sql(mail.actor().org(), """
                        insert into {s}.sys_mail
                            (id, state, title, message_id, module, record_id, sender_name, from_address, reply_to,
                             to_address, subject, html, user_id, channel, via, created_time)
                        values (?, 'QUEUED', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        mail.id(),
                        mail.title(),
                        mail.messageId(),
                        mail.module(),
                        mail.recordId(),
                        mail.senderName(),
                        mail.from(),
                        mail.replyTo(),
                        mail.to(),
                        mail.subject(),
                        mail.html(),
                        mail.actor().user().value(),
                        mail.actor().channel().name(),
                        mail.actor().via(),
                        Timestamp.from(at))
                .update();
    }

    /** Takes the mail for sending, so that nobody else does; empty if it is not waiting. */
    public Optional<OutgoingMail> claim(OrgId org, long id) {
        return jdbc.sql(org, """
                        update {s}.sys_mail set state = 'SENDING', attempts = attempts + 1
                        where id = ? and state = 'QUEUED' returning *""")
                .param(id)
                .query((row, index) -> mail(org, row))
                .optional();
    }

    /** Puts a claimed mail back: the server has certainly not taken it. */
    public void release(OrgId org, long id, String reason) {
        jdbc.sql(org, "update {s}.sys_mail set state = 'QUEUED', reason = ? where id = ? and state = 'SENDING'")
                .params(reason, id)
                .update();
    }

    /** Ends a claimed mail; returns false if it has ended before. */
    public boolean finish(OrgId org, long id, MailStatus.State state, String reason, Instant at) {
        return jdbc.sql(org, """
                                update {s}.sys_mail set state = ?, reason = ?, finished_time = ?
                                where id = ? and state = 'SENDING'""")
                        .params(state.name(), reason, Timestamp.from(at), id)
                        .update()
                == 1;
    }

    public Optional<OutgoingMail> find(OrgId org, long id) {
        return jdbc.sql(org, "select * from {s}.sys_mail where id = ?")
                .param(id)
                .query((row, index) -> mail(org, row))
                .optional();
    }

    public Optional<MailStatus> status(OrgId org, long id) {
        return jdbc.sql(org, "select * from {s}.sys_mail where id = ?")
                .param(id)
                .query(MailStore::status)
                .optional();
    }

    public List<MailStatus> ofRecord(OrgId org, String module, long recordId, int limit) {
        return jdbc.sql(org, "select * from {s}.sys_mail where module = ? and record_id = ? order by id desc limit ?")
                .params(module, recordId, limit)
                .query(MailStore::status)
                .list();
    }

    private static MailStatus status(ResultSet row, int index) throws SQLException {
        return new MailStatus(
                row.getLong("id"),
                MailStatus.State.valueOf(row.getString("state")),
                row.getString("title"),
                row.getString("message_id"),
                row.getString("reason"),
                row.getTimestamp("created_time").toInstant());
    }

    private static OutgoingMail mail(OrgId org, ResultSet row) throws SQLException {
        Actor actor = new Actor(
                org,
                new UserId(row.getLong("user_id")),
                Channel.valueOf(row.getString("channel")),
                row.getString("via"),
                0);
        return new OutgoingMail(
                row.getLong("id"),
                actor,
                row.getString("title"),
                row.getString("message_id"),
                row.getString("module"),
                row.getLong("record_id"),
                row.getString("sender_name"),
                row.getString("from_address"),
                row.getString("reply_to"),
                row.getString("to_address"),
                row.getString("subject"),
                row.getString("html"),
                row.getInt("attempts"));
    }
}
