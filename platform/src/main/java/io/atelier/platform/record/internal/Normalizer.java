package io.atelier.platform.record.internal;

import io.atelier.platform.access.Access;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Violation;
import io.atelier.platform.metadata.AddressPart;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.PicklistDependency;
import io.atelier.platform.metadata.PicklistValue;
import io.atelier.platform.metadata.ValueCodec;
import io.atelier.platform.record.spi.SaveRow;
import io.atelier.templates.HtmlCleaner;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns the values of requests into typed ones, sets defaults, and finds what is wrong, all problems at once. */
final class Normalizer {
    private final OrgModel model;
    private final Access access;
    private final Targets targets;
    /** Automations of the platform may maintain fields that people only read. */
    private final boolean maintainsReadOnly;
    /** What rows of requests say of linked records and subforms, as it came. */
    private final Map<SaveRow, Map<FieldDef, Object>> nested = new IdentityHashMap<>();

    Normalizer(OrgModel model, Access access, Targets targets, boolean maintainsReadOnly) {
        this.model = model;
        this.access = access;
        this.targets = targets;
        this.maintainsReadOnly = maintainsReadOnly;
    }

    /** Returns what the row's request says of linked records and subforms. */
    Map<FieldDef, Object> nestedOf(SaveRow row) {
        return nested.getOrDefault(row, Map.of());
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
        switch (field.kind()) {
            case ADDRESS -> assignAddress(row, field, input);
            case LINKS, ROWS ->
                nested.computeIfAbsent(row, _ -> new LinkedHashMap<>()).put(field, input == null ? List.of() : input);
            case TEXT, NUMBER, BOOLEAN, DATE, DATETIME, CHOICES, RECORD, ANY_RECORD, USER, USERS, FILES ->
                assignValue(row, field, input);
        }
    }

    private void assignValue(SaveRow row, FieldDef field, @Nullable Object input) {
        switch (ValueCodec.parse(field, cleaned(field, input))) {
            case ValueCodec.Parsed.Good(FieldValue value) -> row.set(field.apiName(), value);
            case ValueCodec.Parsed.Bad(ErrorCode code, String message) ->
                row.reject(new Violation(code, field.apiName(), message));
        }
    }

    /** Rich text is shown as HTML, so nothing that acts may be in it. */
    private static @Nullable Object cleaned(FieldDef field, @Nullable Object input) {
        boolean rich = field.properties() instanceof FieldProperties.Text text && text.rich();
        return rich && input instanceof String html ? HtmlCleaner.clean(html) : input;
    }

    /** Takes an address apart: its parts are fields of their own. */
    private void assignAddress(SaveRow row, FieldDef address, @Nullable Object input) {
        if (input == null) {
            for (AddressPart part : AddressPart.values()) {
                assign(row, part.fieldName(address), null);
            }
            return;
        }
        if (!(input instanceof Map<?, ?> parts)) {
            row.reject(new Violation(
                    ErrorCode.INVALID_DATA,
                    address.apiName(),
                    "An address is written by its parts: {\"street\": …, \"city\": …}."));
            return;
        }
        parts.forEach((key, value) -> AddressPart.of(String.valueOf(key))
                .ifPresentOrElse(
                        part -> assign(row, part.fieldName(address), value),
                        () -> row.reject(new Violation(
                                ErrorCode.INVALID_FIELD,
                                address.apiName() + "." + key,
                                "An address has no such part; it has street, building, city, state, zip, country,"
                                        + " latitude and longitude."))));
    }

    /** Fills the empty fields of a new record that have a default; a check box is never empty. */
    void applyDefaults(SaveRow row) {
        for (FieldDef field : row.module().fields()) {
            if (!row.after(field.apiName()).isNull()) {
                continue;
            }
            if (!field.defaultValue().isEmpty()
                    && field.isStored()
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

    /** Rejects what cannot be chosen: values out of use, and those that another picklist's value shuts out. */
    void requireChoosable(SaveRow row) {
        for (FieldDef field : row.module().fields()) {
            if (field.properties() instanceof FieldProperties.Choices choices) {
                requireUsed(row, field);
                choices.dependency().ifPresent(dependency -> requireAllowed(row, field, dependency));
            }
        }
    }

    private static void requireUsed(SaveRow row, FieldDef field) {
        List<String> before = chosen(row.before(field.apiName()));
        boolean outOfUse = chosen(row.after(field.apiName())).stream()
                .filter(value -> !before.contains(value))
                .anyMatch(value ->
                        field.findValue(value).filter(PicklistValue::used).isEmpty());
        if (outOfUse) {
            row.reject(new Violation(
                    ErrorCode.INVALID_DATA, field.apiName(), "This value is not in use any more; choose another."));
        }
    }

    private static void requireAllowed(SaveRow row, FieldDef field, PicklistDependency dependency) {
        boolean untouched = row.after(field.apiName()).equals(row.before(field.apiName()))
                && row.after(dependency.parent()).equals(row.before(dependency.parent()));
        String parent =
                chosen(row.after(dependency.parent())).stream().findFirst().orElse("");
        if (!untouched
                && chosen(row.after(field.apiName())).stream().anyMatch(value -> !dependency.allows(parent, value))) {
            row.reject(new Violation(
                    ErrorCode.INVALID_DATA,
                    field.apiName(),
                    "This value does not go with that of " + dependency.parent() + "; choose another."));
        }
    }

    private static List<String> chosen(FieldValue value) {
        return switch (value) {
            case FieldValue.Text(String text) -> List.of(text);
            case FieldValue.MultiPicklist(List<String> values) -> values;
            case FieldValue _ -> List.of();
        };
    }

    /** Rejects rows that point to what the actor cannot see; a query or two a field for all rows. */
    void requireTargets(ModuleDef module, List<SaveRow> rows) {
        for (FieldDef field : module.allFields()) {
            switch (field.kind()) {
                case RECORD, ANY_RECORD, USER, USERS, FILES -> requireTargets(field, rows);
                case TEXT, NUMBER, BOOLEAN, DATE, DATETIME, CHOICES, ADDRESS, LINKS, ROWS -> {}
            }
        }
    }

    private void requireTargets(FieldDef field, List<SaveRow> rows) {
        Set<FieldValue> wanted = new LinkedHashSet<>();
        for (SaveRow row : rows) {
            FieldValue value = changedTo(row, field);
            if (!value.isNull()) {
                wanted.add(value);
            }
        }
        if (wanted.isEmpty()) {
            return;
        }
        Set<FieldValue> missing = targets.missing(model, field, wanted);
        for (SaveRow row : rows) {
            if (missing.contains(changedTo(row, field))) {
                row.reject(new Violation(ErrorCode.INVALID_DATA, field.apiName(), Targets.message(field)));
            }
        }
    }

    private static FieldValue changedTo(SaveRow row, FieldDef field) {
        FieldValue after = row.after(field.apiName());
        return after.equals(row.before(field.apiName())) ? FieldValue.NULL : after;
    }
}
