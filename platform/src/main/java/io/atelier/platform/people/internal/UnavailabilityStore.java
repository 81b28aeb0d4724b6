package io.atelier.platform.people.internal;

import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.org.UserId;
import io.atelier.platform.people.Unavailability;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/** Rows of {@code sys_unavailability}. */
@Repository
public class UnavailabilityStore {
    private final OrgJdbc jdbc;

    UnavailabilityStore(OrgJdbc jdbc) {
        this.jdbc = jdbc;
    }

    public void insert(OrgId org, Unavailability absence) {
        jdbc.sql(org, """
                        insert into {s}.sys_unavailability (id, user_id, from_time, to_time, stand_in)
                        values (:id, :user, :from, :to, :standIn)""")
                .param("id", absence.id())
                .param("user", absence.user().value())
                .param("from", absence.from().atOffset(ZoneOffset.UTC))
                .param("to", absence.to().atOffset(ZoneOffset.UTC))
                .param("standIn", absence.standIn().map(UserId::value).orElse(null))
                .update();
    }

    /** Returns what is not over yet, the next first. */
    public List<Unavailability> of(OrgId org, UserId user, Instant now) {
        return jdbc.sql(org, """
                        select * from {s}.sys_unavailability where user_id = ? and to_time > ?
                        order by from_time, id""")
                .params(user.value(), now.atOffset(ZoneOffset.UTC))
                .query(UnavailabilityStore::absence)
                .list();
    }

    /** Returns what is at that time, for everybody. */
    public List<Unavailability> at(OrgId org, Instant time) {
        return jdbc.sql(org, """
                        select * from {s}.sys_unavailability where from_time <= :time and to_time > :time
                        order by to_time desc, id""")
                .param("time", time.atOffset(ZoneOffset.UTC))
                .query(UnavailabilityStore::absence)
                .list();
    }

    public boolean delete(OrgId org, UserId user, long id) {
        return jdbc.sql(org, "delete from {s}.sys_unavailability where id = ? and user_id = ?")
                        .params(id, user.value())
                        .update()
                == 1;
    }

    /** Deletes a user's own absences; whom they stood in for gets {@code instead}, unless that is the absent one. */
    public void deleteAllOf(OrgId org, UserId user, UserId instead) {
        jdbc.sql(org, "delete from {s}.sys_unavailability where user_id = ?")
                .param(user.value())
                .update();
        jdbc.sql(org, "update {s}.sys_unavailability set stand_in = nullif(?::bigint, user_id) where stand_in = ?")
                .params(instead.value(), user.value())
                .update();
    }

    private static Unavailability absence(ResultSet row, int index) throws SQLException {
        long standIn = row.getLong("stand_in");
        return new Unavailability(
                row.getLong("id"),
                new UserId(row.getLong("user_id")),
                row.getTimestamp("from_time").toInstant(),
                row.getTimestamp("to_time").toInstant(),
                standIn == 0 ? Optional.empty() : Optional.of(new UserId(standIn)));
    }
}
