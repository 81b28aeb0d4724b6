package io.atelier.platform.transfer.internal;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.RecordPage;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.transfer.BulkLimits;
import io.atelier.platform.transfer.BulkReadQuery;
import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads what a bulk read asks for, a page of a list at a time, and writes it as CSV for programs. */
@Component
public class BulkReadPages {
    private final RecordService records;
    private final AccessService access;
    private final MetadataService metadata;
    private final UserService users;

    BulkReadPages(RecordService records, AccessService access, MetadataService metadata, UserService users) {
        this.records = records;
        this.access = access;
        this.metadata = metadata;
        this.users = users;
    }

    /**
     * What was written.
     *
     * @param next continues behind the last record; empty if there are no more
     */
    record Taken(long count, Optional<String> next) {}

    /** Refuses, as lists do, what the actor may not ask. */
    public void check(Actor actor, BulkReadQuery query) {
        records.query(actor, list(query, names(actor, query), query.pageToken(), 1));
    }

    /** Leaves the stream open. */
    Taken write(Actor actor, BulkReadQuery query, OutputStream out) throws IOException {
        return write(actor, query, BulkLimits.READ_PAGE, out);
    }

    Taken write(Actor actor, BulkReadQuery query, int perPage, OutputStream out) throws IOException {
        List<String> names = names(actor, query);
        ExportCsv csv = ExportCsv.plain(ExportColumn.plain(names, zone(actor)), out);
        Optional<String> cursor = query.pageToken();
        for (long left = (query.page() - 1L) * perPage; left > 0; left -= RecordQuery.MAX_LIMIT) {
            RecordPage passed = records.query(actor, list(query, List.of(), cursor, most(left)));
            if (passed.nextCursor().isEmpty()) {
                csv.flush();
                return new Taken(0, Optional.empty());
            }
            cursor = passed.nextCursor();
        }
        long count = 0;
        do {
            RecordPage page = records.query(actor, list(query, names, cursor, most(perPage - count)));
            page.records().forEach(csv::write);
            count += page.records().size();
            cursor = page.nextCursor();
        } while (cursor.isPresent() && count < perPage);
        csv.flush();
        return new Taken(count, cursor);
    }

    private static int most(long left) {
        return (int) Math.min(left, RecordQuery.MAX_LIMIT);
    }

    private static RecordQuery list(BulkReadQuery query, List<String> names, Optional<String> cursor, int limit) {
        return RecordQuery.of(query.module(), names, limit)
                .where(query.criteria())
                .after(cursor);
    }

    /** Without the id, which each row has; what no cell can hold is left out, or refused where it is named. */
    private List<String> names(Actor actor, BulkReadQuery query) {
        Access rights = access.of(actor);
        ModuleDef module = metadata.model(actor.org()).module(query.module());
        if (query.fields().isEmpty()) {
            return rights.fields(module).stream()
                    .filter(BulkReadPages::fitsACell)
                    .map(FieldDef::apiName)
                    .toList();
        }
        for (String name : query.fields()) {
            if (rights.findField(module, name)
                    .filter(field -> !fitsACell(field))
                    .isPresent()) {
                throw new PlatformException(
                        ErrorCode.NOT_SUPPORTED,
                        "Rows of subforms and addresses fit no cell; read the subform's own module, or the parts of the"
                                + " address.",
                        Map.of("api_name", name));
            }
        }
        return query.fields().stream().filter(name -> !name.equals("id")).toList();
    }

    private static boolean fitsACell(FieldDef field) {
        return switch (field.kind()) {
            case TEXT, NUMBER, BOOLEAN, DATE, DATETIME, CHOICES, RECORD, ANY_RECORD, USER, USERS, FILES, LINKS -> true;
            case ADDRESS, ROWS -> false;
        };
    }

    private ZoneId zone(Actor actor) {
        return users.all(actor.org()).stream()
                .filter(user -> user.id().equals(actor.user()))
                .map(User::zone)
                .findFirst()
                .orElse(ZoneOffset.UTC);
    }
}
