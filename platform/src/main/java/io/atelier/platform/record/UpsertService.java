package io.atelier.platform.record;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.Uniqueness;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.internal.KeyLocks;
import io.atelier.platform.record.internal.Transactions;
import io.atelier.platform.record.internal.UpsertRun;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/**
 * Makes records, or changes those that have the same value already. What the actor does not see is no match. Two who do this
 * at the same time with the same value make one record.
 */
@Service
public class UpsertService {
    /** People are told apart by their address, not by their name. */
    private static final Set<String> PEOPLE = Set.of("Leads", "Contacts");

    /** Many have the same subject. */
    private static final Set<String> ACTIVITIES = Set.of("Tasks", "Events", "Calls");

    private final RecordService records;
    private final MetadataService metadata;
    private final AccessService accessService;
    private final KeyLocks locks;
    private final Transactions transactions;

    UpsertService(
            RecordService records,
            MetadataService metadata,
            AccessService accessService,
            KeyLocks locks,
            Transactions transactions) {
        this.records = records;
        this.metadata = metadata;
        this.accessService = accessService;
        this.locks = locks;
        this.transactions = transactions;
    }

    /** Writes in one transaction, the caller's if there is one, each row as it can. */
    public UpsertResult upsert(Actor actor, Upsert upsert) {
        if (upsert.rows().isEmpty() || upsert.rows().size() > WriteRequest.MAX_ROWS) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "One request writes 1 to 1,000 records.",
                    Map.of("limit", WriteRequest.MAX_ROWS));
        }
        ModuleDef module = metadata.model(actor.org()).module(upsert.module());
        List<FieldDef> keys = keys(accessService.of(actor), module, upsert.keys());
        return transactions.run(() -> new UpsertRun(records, locks, actor, upsert, keys).write());
    }

    /**
     * Returns the fields that tell records of the module apart where nothing is said: unique ones, then as is usual the
     * address of people and the name of other things. Only fields that exist for the actor.
     */
    public List<String> usualKeys(Actor actor, String moduleName) {
        ModuleDef module = metadata.model(actor.org()).module(moduleName);
        Access access = accessService.of(actor);
        access.require(module, Verb.READ);
        Stream<String> unique = module.fields().stream()
                .filter(field -> field.options().unique() != Uniqueness.NONE)
                .map(FieldDef::apiName);
        Stream<String> usual = PEOPLE.contains(moduleName)
                ? Stream.of("Email")
                : Stream.of(module.displayField()).filter(_ -> !ACTIVITIES.contains(moduleName));
        return Stream.concat(unique, usual)
                .distinct()
                .filter(name -> access.findField(module, name)
                        .filter(UpsertService::isKey)
                        .isPresent())
                .toList();
    }

    private static List<FieldDef> keys(Access access, ModuleDef module, List<String> names) {
        access.require(module, Verb.READ);
        if (names.size() > Upsert.MAX_KEYS) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "At most 25 fields tell records apart.",
                    Map.of("api_name", "duplicate_check_fields", "limit", Upsert.MAX_KEYS));
        }
        return names.stream()
                .distinct()
                .map(name -> access.findField(module, name)
                        .filter(UpsertService::isKey)
                        .orElseThrow(() -> new PlatformException(
                                ErrorCode.INVALID_FIELD,
                                "The module has no such field, or none that tells records apart.",
                                Map.of("api_name", name))))
                .toList();
    }

    private static boolean isKey(FieldDef field) {
        boolean single = switch (field.kind()) {
            case TEXT, NUMBER, DATE, DATETIME, RECORD, USER -> true;
            case BOOLEAN, CHOICES, ANY_RECORD, USERS, FILES, ADDRESS, LINKS, ROWS -> false;
        };
        return single && field.isFilterable();
    }
}
