package io.atelier.platform.record.internal;

import io.atelier.platform.access.Access;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Violation;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.ValueCodec;
import io.atelier.platform.record.spi.SaveRow;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns the values of requests into typed ones, sets defaults, and finds what is wrong, all problems at once. */
final class Normalizer {
    private final OrgModel model;
    private final Access access;
    private final RecordReader reader;
    private final Supplier<Set<Long>> users;
    /** Automations of the platform may maintain fields that people only read. */
    private final boolean maintainsReadOnly;

    Normalizer(
            OrgModel model, Access access, RecordReader reader, Supplier<Set<Long>> users, boolean maintainsReadOnly) {
        this.model = model;
        this.access = access;
        this.reader = reader;
        this.users = users;
        this.maintainsReadOnly = maintainsReadOnly;
    }

    void assign(SaveRow row, Map<String, @Nullable Object> values) {
        values.forEach((name, input) -> assign(row, name, input));
    }

    private void assign(SaveRow row, String name, @Nullable Object input) {
        Optional<FieldDef> found = access.findField(row.module(), name);
        if (found.isEmpty()) {
            row.reject(new Violation(ErrorCode.INVALID_FIELD, name, "The module has no such field."));
            return;
        }
        FieldDef field = found.get();
        boolean maintained = maintainsReadOnly && !field.system();
        if (!maintained && !access.mayWrite(row.module(), field)) {
            row.reject(new Violation(ErrorCode.NO_PERMISSION, name, "This field is read only."));
            return;
        }
        switch (ValueCodec.parse(field, input)) {
            case ValueCodec.Parsed.Good(FieldValue value) -> row.set(name, value);
            case ValueCodec.Parsed.Bad(ErrorCode code, String message) ->
                row.reject(new Violation(code, name, message));
        }
    }

    /** Fills the empty fields of a new record that have a default; a check box is never empty. */
    void applyDefaults(SaveRow row) {
        for (FieldDef field : row.module().fields()) {
            if (!row.after(field.apiName()).isNull()) {
                continue;
            }
            if (!field.defaultValue().isEmpty()
                    && ValueCodec.parse(field, field.defaultValue())
                            instanceof ValueCodec.Parsed.Good(FieldValue value)) {
                row.set(field.apiName(), value);
            } else if (field.type() == FieldType.BOOLEAN) {
                row.set(field.apiName(), new FieldValue.Bool(false));
            }
        }
    }

    /** Keeps composed fields, such as a full name, in step with their parts. */
    void compose(SaveRow row) {
        for (FieldDef field : row.module().fields()) {
            if (!field.composedOf().isEmpty()) {
                String text = field.composedOf().stream()
                        .map(part -> row.after(part) instanceof FieldValue.Text(String t) ? t : "")
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(" "));
                String fitting = text.length() <= field.length() ? text : text.substring(0, field.length());
                row.set(field.apiName(), fitting.isEmpty() ? FieldValue.NULL : new FieldValue.Text(fitting));
            }
        }
    }

    /** Rejects rows that lack a required value; on an update, only where it is being taken away. */
    void requireMandatory(SaveRow row) {
        for (FieldDef field : row.module().fields()) {
            boolean touched = row.kind() == SaveRow.Kind.CREATED
                    || !row.before(field.apiName()).isNull();
            if (field.required() && touched && row.after(field.apiName()).isNull()) {
                row.reject(new Violation(ErrorCode.MANDATORY_NOT_FOUND, field.apiName(), "This field needs a value."));
            }
        }
    }

    /** Rejects rows whose lookups point to what the actor cannot see; one query a lookup field for all rows. */
    void requireTargets(ModuleDef module, List<SaveRow> rows) {
        for (FieldDef field : module.allFields()) {
            if (field.type() != FieldType.LOOKUP && field.type() != FieldType.OWNERLOOKUP) {
                continue;
            }
            Set<Long> wanted = new HashSet<>();
            for (SaveRow row : rows) {
                if (changedTo(row, field) instanceof FieldValue.Lookup(long id)) {
                    wanted.add(id);
                }
            }
            if (wanted.isEmpty()) {
                continue;
            }
            Collection<Long> known = field.type() == FieldType.OWNERLOOKUP
                    ? users.get()
                    : reader.visible(model.module(field.target()), wanted);
            for (SaveRow row : rows) {
                if (changedTo(row, field) instanceof FieldValue.Lookup(long id) && !known.contains(id)) {
                    row.reject(new Violation(
                            ErrorCode.INVALID_DATA, field.apiName(), "The record that this points to does not exist."));
                }
            }
        }
    }

    private static FieldValue changedTo(SaveRow row, FieldDef field) {
        FieldValue after = row.after(field.apiName());
        return after.equals(row.before(field.apiName())) ? FieldValue.NULL : after;
    }
}
