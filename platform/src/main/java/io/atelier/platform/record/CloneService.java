package io.atelier.platform.record;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.Uniqueness;
import io.atelier.platform.metadata.ValueCodec;
import io.atelier.platform.org.Actor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Makes a record like another one. */
@Service
public class CloneService {
    private final RecordService records;
    private final MetadataService metadata;
    private final AccessService accessService;

    CloneService(RecordService records, MetadataService metadata, AccessService accessService) {
        this.records = records;
        this.metadata = metadata;
        this.accessService = accessService;
    }

    /**
     * Makes a record of the actor's with the values that the actor may see and write, and with rows of its own in subforms. What
     * can only be one record's is left out: unique values, numbers that are given, files.
     */
    public WriteResult clone(Actor actor, String moduleName, long id) {
        CrmRecord original = records.get(actor, moduleName, id);
        OrgModel model = metadata.model(actor.org());
        Access access = accessService.of(actor);
        Map<String, Object> values = carried(model, access, model.module(moduleName), original.values());
        return records.write(actor, WriteRequest.of(moduleName, RecordChange.create(values)));
    }

    private static Map<String, Object> carried(
            OrgModel model, Access access, ModuleDef module, Map<String, FieldValue> given) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (FieldDef field : access.fields(module)) {
            FieldValue value = given.getOrDefault(field.apiName(), FieldValue.NULL);
            if (!value.isNull() && isCarried(field) && access.mayWrite(module, field)) {
                @Nullable
                Object input = value instanceof FieldValue.Rows(List<FieldValue.Row> rows)
                        ? rows(model, access, model.module(field.target()), rows)
                        : ValueCodec.toApi(value);
                if (input != null) {
                    values.put(field.apiName(), input);
                }
            }
        }
        return values;
    }

    private static List<Map<String, Object>> rows(
            OrgModel model, Access access, ModuleDef child, List<FieldValue.Row> rows) {
        return rows.stream()
                .map(row -> carried(model, access, child, row.values()))
                .toList();
    }

    private static boolean isCarried(FieldDef field) {
        boolean several = switch (field.kind()) {
            case TEXT,
                    NUMBER,
                    BOOLEAN,
                    DATE,
                    DATETIME,
                    CHOICES,
                    RECORD,
                    ANY_RECORD,
                    USER,
                    USERS,
                    ADDRESS,
                    LINKS,
                    ROWS -> true;
            case FILES -> false;
        };
        return several
                && !field.system()
                && !field.type().isComputed()
                && field.type() != FieldType.AUTONUMBER
                && field.options().unique() == Uniqueness.NONE;
    }
}
