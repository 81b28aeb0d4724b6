package io.atelier.platform.people.internal;

import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.org.UserId;
import io.atelier.platform.people.UserTransfer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Repository;

/** Rows of {@code sys_user_transfer}. */
@Repository
public class TransferStore {
    private final OrgJdbc jdbc;

    TransferStore(OrgJdbc jdbc) {
        this.jdbc = jdbc;
    }

    public void insert(OrgId org, UserTransfer transfer) {
        jdbc.sql(org, """
                        insert into {s}.sys_user_transfer (id, user_id, to_user_id, actor_id, state, created_time)
                        values (?, ?, ?, ?, ?, ?)""")
                .params(
                        transfer.id(),
                        transfer.user().value(),
                        transfer.to().value(),
                        transfer.startedBy().value(),
                        transfer.state().name(),
                        transfer.createdTime().atOffset(ZoneOffset.UTC))
                .update();
    }

    public Optional<UserTransfer> find(OrgId org, long id) {
        return jdbc.sql(org, "select * from {s}.sys_user_transfer where id = ?")
                .param(id)
                .query(TransferStore::transfer)
                .optional();
    }

    /** Returns the row, and keeps other runs of the same transfer waiting until the transaction ends. */
    public Optional<UserTransfer> lock(OrgId org, long id) {
        return jdbc.sql(org, "select * from {s}.sys_user_transfer where id = ? for update")
                .param(id)
                .query(TransferStore::transfer)
                .optional();
    }

    public Optional<UserTransfer> latest(OrgId org, UserId user) {
        return jdbc.sql(org, "select * from {s}.sys_user_transfer where user_id = ? order by id desc limit 1")
                .param(user.value())
                .query(TransferStore::transfer)
                .optional();
    }

    public boolean isRunningTo(OrgId org, UserId to) {
        return jdbc.sql(
                        org,
                        "select exists (select from {s}.sys_user_transfer where to_user_id = ? and state = 'RUNNING')")
                .param(to.value())
                .query(Boolean.class)
                .single();
    }

    public void advance(OrgId org, long id, long operation, long moved) {
        jdbc.sql(org, "update {s}.sys_user_transfer set operation_id = ?, moved = moved + ? where id = ?")
                .params(operation, moved, id)
                .update();
    }

    public void end(OrgId org, long id, UserTransfer.State state, String message, Instant now) {
        jdbc.sql(org, """
                        update {s}.sys_user_transfer set state = ?, message = ?, finished_time = ?
                        where id = ? and state = 'RUNNING'""")
                .params(state.name(), message, now.atOffset(ZoneOffset.UTC), id)
                .update();
    }

    private static UserTransfer transfer(ResultSet row, int index) throws SQLException {
        long operation = row.getLong("operation_id");
        return new UserTransfer(
                row.getLong("id"),
                new UserId(row.getLong("user_id")),
                new UserId(row.getLong("to_user_id")),
                new UserId(row.getLong("actor_id")),
                UserTransfer.State.valueOf(row.getString("state")),
                row.getLong("moved"),
                operation == 0 ? OptionalLong.empty() : OptionalLong.of(operation),
                row.getString("message"),
                row.getTimestamp("created_time").toInstant());
    }
}
