package io.atelier.platform.metadata;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Label;
import io.atelier.platform.common.PlatformException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Defines one module: what its records hold and how they are shown. Its table has its API name.
 *
 * @param fields the module's own, in the order of their making; {@link #allFields()} adds the system's
 * @param retired fields out of use, whose values are kept until the field is deleted
 */
public record ModuleDef(
        long id, ModuleHead head, Fields fields, List<FieldDef> retired, LayoutDef layout, ListViewDef listView) {

    public static final int MAX_FIELDS = 1_000;
    /** Most stored lookups. */
    public static final int MAX_LOOKUPS = 200;
    /** Most unique fields. */
    public static final int MAX_UNIQUE = 20;

    public ModuleDef {
        retired = List.copyOf(retired);
    }

    /** Makes the wish for a module. */
    public static ModuleDef of(ModuleHead head, List<FieldDef> fields, LayoutDef layout, ListViewDef listView) {
        return new ModuleDef(0, head, Fields.of(fields), List.of(), layout, listView);
    }

    public ModuleDef withId(long newId) {
        return new ModuleDef(newId, head, fields, retired, layout, listView);
    }

    public ModuleDef with(ModuleHead newHead) {
        return new ModuleDef(id, newHead, fields, retired, layout, listView);
    }

    public ModuleDef withFields(List<FieldDef> newFields) {
        return new ModuleDef(id, head, Fields.of(newFields), retired, layout, listView);
    }

    public ModuleDef withRetired(List<FieldDef> newRetired) {
        return new ModuleDef(id, head, fields, newRetired, layout, listView);
    }

    public ModuleDef with(LayoutDef newLayout) {
        return new ModuleDef(id, head, fields, retired, newLayout, listView);
    }

    public ModuleDef with(ListViewDef newListView) {
        return new ModuleDef(id, head, fields, retired, layout, newListView);
    }

    public String apiName() {
        return head.apiName();
    }

    public Label singular() {
        return head.singular();
    }

    public Label plural() {
        return head.plural();
    }

    public String icon() {
        return head.icon();
    }

    public String displayField() {
        return head.displayField();
    }

    public boolean custom() {
        return head.custom();
    }

    public ModuleKind kind() {
        return head.kind();
    }

    /** Returns the module's own fields, then the system's. */
    public List<FieldDef> allFields() {
        return fields.withSystem();
    }

    /** Returns how many tables its values need: one for each {@link FieldStorage#FIELDS_PER_PART} fields begun. */
    public int parts() {
        return fields.stream().mapToInt(field -> field.storage().part()).max().orElse(0) + 1;
    }

    /** Returns the field that the values of {@code fieldName} are being converted into, if they are. */
    public Optional<FieldDef> pendingChange(String fieldName) {
        return retired.stream()
                .filter(field -> field.apiName().equals(fieldName + FieldDef.PENDING))
                .findFirst();
    }

    public Optional<FieldDef> findField(String fieldName) {
        return fields.find(fieldName);
    }

    public FieldDef field(String fieldName) {
        return findField(fieldName)
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.INVALID_FIELD,
                        "Module " + apiName() + " has no such field.",
                        Map.of("api_name", fieldName)));
    }

    /** Returns all fields by API name, in the order of {@link #allFields()}. */
    public SequencedMap<String, FieldDef> fieldsByName() {
        return fields.byName();
    }
}
