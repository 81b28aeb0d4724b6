package io.atelier.platform.record.spi;

import io.atelier.platform.common.Violation;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One record on its way through the pipeline: what it was, what it is to be, what speaks against it. */
public final class SaveRow {
    /** What happens to the record. */
    public enum Kind {
        CREATED,
        UPDATED,
        DELETED,
        RESTORED
    }

    private final int index;
    private final Kind kind;
    private final ModuleDef module;
    private final long id;
    private final long version;
    private final Map<String, FieldValue> before;
    private final Map<String, FieldValue> after;
    private boolean quiet;
    private final List<Violation> violations = new ArrayList<>();
    /** Remembered until the next change, as each step of a save asks. */
    private @Nullable List<String> changed;

    /**
     * @param index place in the request
     * @param version the record's after the write
     * @param before stored values by API name; empty for a new record
     */
    public SaveRow(int index, Kind kind, ModuleDef module, long id, long version, Map<String, FieldValue> before) {
        this.index = index;
        this.kind = kind;
        this.module = module;
        this.id = id;
        this.version = version;
        this.before = Map.copyOf(before);
        this.after = new HashMap<>(before);
    }

    public int index() {
        return index;
    }

    public Kind kind() {
        return kind;
    }

    public ModuleDef module() {
        return module;
    }

    public long id() {
        return id;
    }

    public long version() {
        return version;
    }

    public FieldValue before(String field) {
        return before.getOrDefault(field, FieldValue.NULL);
    }

    public FieldValue after(String field) {
        return after.getOrDefault(field, FieldValue.NULL);
    }

    /** Sets what the field is to hold; the value must be of the field's type. */
    public void set(String field, FieldValue value) {
        after.put(field, value);
        changed = null;
    }

    /** Returns the one row that this and a later write of the same record come to. */
    public SaveRow followedBy(SaveRow later) {
        SaveRow both = new SaveRow(index, kind, module, id, later.version, before);
        both.after.putAll(later.after);
        both.quiet = quiet;
        return both;
    }

    /** Says that this write takes something back, or keeps links in order after another record is gone. */
    public void markQuiet() {
        quiet = true;
    }

    /** Returns true for a write that is no reason for an automation to act. */
    public boolean isQuiet() {
        return quiet;
    }

    /** Speaks against the row; with any violation it is not written. */
    public void reject(Violation violation) {
        violations.add(violation);
    }

    public boolean isRejected() {
        return !violations.isEmpty();
    }

    public List<Violation> violations() {
        return Collections.unmodifiableList(violations);
    }

    /** Returns the names of the fields whose value changes, in the order of the module's fields. */
    public List<String> changedFields() {
        List<String> known = changed;
        if (known == null) {
            known = module.allFields().stream()
                    .map(FieldDef::apiName)
                    .filter(name -> !before(name).equals(after(name)))
                    .toList();
            changed = known;
        }
        return known;
    }

    /** Returns all values after the write by API name, nulls too, in the order of the module's fields. */
    public Map<String, FieldValue> values() {
        Map<String, FieldValue> values = new LinkedHashMap<>();
        module.allFields().forEach(field -> values.put(field.apiName(), after(field.apiName())));
        return values;
    }
}
