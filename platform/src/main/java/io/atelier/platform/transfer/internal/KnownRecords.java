package io.atelier.platform.transfer.internal;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.expression.Folding;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.ValueCodec;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.ValueMatch;
import io.atelier.platform.transfer.ImportPlan;
import io.atelier.platform.transfer.ImportPlan.Mapping;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the records that rows name by their ids, or by what tells records apart where none may be made. */
final class KnownRecords {
    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");

    private final RecordService records;
    private final Actor actor;
    private final ModuleDef module;
    private final ImportPlan plan;

    KnownRecords(RecordService records, Actor actor, ModuleDef module, ImportPlan plan) {
        this.records = records;
        this.actor = actor;
        this.module = module;
        this.plan = plan;
    }

    /** What a row names. */
    sealed interface Named {
        /** It is there, or says to be: a write finds out. */
        record Record(long id) implements Named {}

        record None() implements Named {}

        record Refused(String reason) implements Named {}
    }

    static boolean areAsked(ImportPlan plan) {
        return plan.options().changesOnly() || plan.duplicates().field().equals(ImportPlan.ID);
    }

    /**
     * @param values what rows hold, by field
     * @param cells the same rows as the file has them
     */
    List<Named> find(List<Map<String, @Nullable Object>> values, List<List<String>> cells) {
        return plan.duplicates().field().equals(ImportPlan.ID) ? byId(cells) : byValue(values);
    }

    private List<Named> byId(List<List<String>> cells) {
        int column = plan.mappings().stream()
                .filter(mapping -> mapping.field().equals(ImportPlan.ID))
                .mapToInt(Mapping::column)
                .findFirst()
                .orElseThrow();
        return cells.stream().map(row -> byId(row.get(column).strip())).toList();
    }

    private Named byId(String text) {
        if (text.isEmpty()) {
            return none("id: The row names no record.");
        }
        return ID.matcher(text).matches()
                ? new Named.Record(Long.parseLong(text))
                : new Named.Refused("id: This is no id of a record.");
    }

    private List<Named> byValue(List<Map<String, @Nullable Object>> rows) {
        FieldDef field = module.field(plan.duplicates().field());
        List<ValueCodec.Parsed> parsed = rows.stream()
                .map(row -> ValueCodec.parse(field, row.get(field.apiName())))
                .toList();
        Set<FieldValue> keys = new HashSet<>();
        for (ValueCodec.Parsed one : parsed) {
            if (one instanceof ValueCodec.Parsed.Good(FieldValue value) && !value.isNull()) {
                keys.add(folded(value));
            }
        }
        Map<FieldValue, ValueMatch> found =
                keys.isEmpty() ? Map.of() : records.matches(actor, module.apiName(), field.apiName(), keys);
        List<Named> named = new ArrayList<>();
        for (ValueCodec.Parsed one : parsed) {
            named.add(
                    switch (one) {
                        case ValueCodec.Parsed.Good(FieldValue value) -> byValue(field, found.get(folded(value)));
                        case ValueCodec.Parsed.Bad(ErrorCode _, String message) ->
                            new Named.Refused(field.apiName() + ": " + message);
                    });
        }
        return named;
    }

    private Named byValue(FieldDef field, @Nullable ValueMatch match) {
        if (match == null) {
            return none(field.apiName() + ": No record has this value.");
        }
        return match.isOnly()
                ? new Named.Record(match.id())
                : new Named.Refused(
                        field.apiName() + ": Several records have this value; it is not clear which one to change.");
    }

    private Named none(String reason) {
        return plan.options().changesOnly() ? new Named.Refused(reason) : new Named.None();
    }

    /** Texts tell records apart without regard to case. */
    private static FieldValue folded(FieldValue value) {
        return value instanceof FieldValue.Text(String text) ? new FieldValue.Text(Folding.folded(text)) : value;
    }
}
