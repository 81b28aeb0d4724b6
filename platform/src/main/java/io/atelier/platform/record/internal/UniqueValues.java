package io.atelier.platform.record.internal;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Violation;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.Uniqueness;
import io.atelier.platform.record.spi.SaveRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rejects rows whose unique values another record in use holds, in the table or in the same request. Two writers at once
 * are kept apart by the unique index.
 */
final class UniqueValues {
    private final RecordReader reader;

    UniqueValues(RecordReader reader) {
        this.reader = reader;
    }

    void reject(SaveBatch batch) {
        for (FieldDef field : batch.module().fields()) {
            if (field.options().unique() != Uniqueness.NONE) {
                reject(batch, field);
            }
        }
    }

    private void reject(SaveBatch batch, FieldDef field) {
        Map<FieldValue, SaveRow> wanted = new HashMap<>();
        for (SaveRow row : batch.good()) {
            if (isNew(row, field)
                    && wanted.putIfAbsent(field.options().unique().key(row.after(field.apiName())), row) != null) {
                refuse(row, field);
            }
        }
        if (wanted.isEmpty()) {
            return;
        }
        Map<FieldValue, Set<Long>> holders = reader.holders(batch.module(), field, List.copyOf(wanted.keySet()));
        wanted.forEach((value, row) -> {
            if (holders.getOrDefault(value, Set.of()).stream().anyMatch(id -> id != row.id())) {
                refuse(row, field);
            }
        });
    }

    private static boolean isNew(SaveRow row, FieldDef field) {
        FieldValue after = row.after(field.apiName());
        return switch (row.kind()) {
            case CREATED, RESTORED -> !after.isNull();
            case UPDATED -> !after.isNull() && !after.equals(row.before(field.apiName()));
            case DELETED -> false;
        };
    }

    private static void refuse(SaveRow row, FieldDef field) {
        row.reject(new Violation(
                ErrorCode.DUPLICATE_DATA,
                field.apiName(),
                "Another record has this value, and it must be unique; choose another or change that record."));
    }
}
