package io.atelier.platform.metadata;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.atelier.platform.common.Label;
import java.util.List;
import java.util.Optional;

/**
 * Defines one field of a module.
 *
 * @param storage given by the planner; what a wish says of it does not matter
 * @param properties of the kind that the type has, see {@link FieldProperties#defaults}
 */
public record FieldDef(
        long id,
        String apiName,
        Label label,
        FieldType type,
        FieldStorage storage,
        FieldOptions options,
        FieldProperties properties) {

    public static final int MAX_PICKLIST_VALUES = 4_000;

    /** Ends the name under which a module keeps, among its retired fields, what a field is being converted into. */
    public static final String PENDING = "__next";

    /** Makes the wish for a field: plain options, the type's own properties. */
    public static FieldDef of(String apiName, Label label, FieldType type) {
        return new FieldDef(
                0,
                apiName,
                label,
                type,
                FieldStorage.ELSEWHERE,
                FieldOptions.NONE.withReadOnly(type.isComputed() || type == FieldType.AUTONUMBER),
                FieldProperties.defaults(type));
    }

    public FieldDef withId(long newId) {
        return new FieldDef(newId, apiName, label, type, storage, options, properties);
    }

    public FieldDef withApiName(String newName) {
        return new FieldDef(id, newName, label, type, storage, options, properties);
    }

    public FieldDef withLabel(Label newLabel) {
        return new FieldDef(id, apiName, newLabel, type, storage, options, properties);
    }

    public FieldDef withType(FieldType newType, FieldProperties newProperties) {
        return new FieldDef(id, apiName, label, newType, storage, options, newProperties);
    }

    public FieldDef withStorage(FieldStorage newStorage) {
        return new FieldDef(id, apiName, label, type, newStorage, options, properties);
    }

    public FieldDef with(FieldOptions newOptions) {
        return new FieldDef(id, apiName, label, type, storage, newOptions, properties);
    }

    public FieldDef with(FieldProperties newProperties) {
        return new FieldDef(id, apiName, label, type, storage, options, newProperties);
    }

    /** Returns the kind of its values. */
    public ValueKind kind() {
        return switch (properties) {
            case FieldProperties.Formula formula -> formula.result().kind();
            case FieldProperties.Rollup rollup -> rollup.result().kind();
            case FieldProperties _ -> type.kind();
        };
    }

    /** Says whether values stand in a column. */
    @JsonIgnore
    public boolean isStored() {
        return !storage.column().isEmpty();
    }

    public boolean required() {
        return options.required();
    }

    public boolean readOnly() {
        return options.readOnly();
    }

    public boolean system() {
        return options.system();
    }

    public boolean encrypted() {
        return options.encrypted();
    }

    public String defaultValue() {
        return options.defaultValue();
    }

    /** Returns the most characters of a text, or the most digits of a number. */
    public int length() {
        return properties.length() > 0 ? properties.length() : type.maxLength();
    }

    /** Returns the most digits of a number; 0 of others. */
    public int precision() {
        return properties.precision();
    }

    /** Returns the decimals of a number; 0 of others. */
    public int scale() {
        return properties.scale();
    }

    /** Returns a picklist's values, those out of use too, in order; empty for other types. */
    public List<PicklistValue> values() {
        return properties.values();
    }

    /** Returns the values that can be chosen, in order. */
    public List<PicklistValue> usedValues() {
        return values().stream().filter(PicklistValue::used).toList();
    }

    public Optional<PicklistValue> findValue(String value) {
        return values().stream().filter(v -> v.value().equals(value)).findFirst();
    }

    /** Returns the API name of the one module that it points to; empty for other types. */
    public String target() {
        return properties.target();
    }

    /** Returns the API names of the modules that a stored pointer may lead to; empty for other types. */
    public List<String> targets() {
        return properties.targets();
    }

    /** Returns the title of the list on the target's page. */
    public Optional<Label> relatedList() {
        return properties.relatedList();
    }

    /** Returns the fields whose texts, joined by spaces, are this field's value; usually none. */
    public List<String> composedOf() {
        return properties.composedOf();
    }

    @JsonIgnore
    public boolean isLookup() {
        return type == FieldType.LOOKUP;
    }

    /** Says whether people enter its values and these stand for themselves: no pointers, files, addresses or figures. */
    @JsonIgnore
    public boolean isPlain() {
        boolean simple = switch (kind()) {
            case TEXT, NUMBER, BOOLEAN, DATE, DATETIME, CHOICES -> true;
            case RECORD, ANY_RECORD, USER, USERS, FILES, ADDRESS, LINKS, ROWS -> false;
        };
        return simple && !type.isComputed() && type != FieldType.AUTONUMBER;
    }

    /**
     * Says whether the values of this stored field can become values of the other, as far as they fit: plain values,
     * auto-numbers, and pointers as the names of what they lead to.
     */
    public boolean isConvertibleTo(FieldDef other) {
        boolean pointer = kind() == ValueKind.RECORD || kind() == ValueKind.USER;
        return isStored()
                && !type.isComputed()
                && other.isPlain()
                && (isPlain() || kind() == ValueKind.TEXT || pointer && other.kind() == ValueKind.TEXT);
    }

    /** Says whether lists may be ordered by it. */
    @JsonIgnore
    public boolean isSortable() {
        return isStored() && !encrypted() && type != FieldType.TEXTAREA && isScalar();
    }

    /** Says whether records may be chosen by its values. */
    @JsonIgnore
    public boolean isFilterable() {
        return isStored() && !encrypted();
    }

    private boolean isScalar() {
        return switch (kind()) {
            case TEXT, NUMBER, BOOLEAN, DATE, DATETIME, RECORD, USER -> true;
            case CHOICES, ANY_RECORD, USERS, FILES, ADDRESS, LINKS, ROWS -> false;
        };
    }
}
