package io.atelier.platform.metadata;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Label;
import io.atelier.platform.common.PlatformException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * Defines one module: what its records hold and how they are shown. Its table has its API name.
 *
 * @param icon name in the Vaadin icon set
 * @param displayField API name of the text field that names a record
 * @param fields the module's own, in the order of their making; {@link #allFields()} adds the system's
 * @param custom false for what a starter solution brought
 */
public record ModuleDef(
        long id,
        String apiName,
        Label singular,
        Label plural,
        String icon,
        String displayField,
        boolean custom,
        List<FieldDef> fields,
        LayoutDef layout,
        ListViewDef listView) {

    public static final int MAX_FIELDS = 1_000;

    public ModuleDef {
        fields = List.copyOf(fields);
    }

    /** Returns the module's own fields, then the system's. */
    @JsonIgnore
    public List<FieldDef> allFields() {
        return Stream.concat(fields.stream(), SystemField.definitions().stream())
                .toList();
    }

    public Optional<FieldDef> findField(String fieldName) {
        return allFields().stream().filter(f -> f.apiName().equals(fieldName)).findFirst();
    }

    public FieldDef field(String fieldName) {
        return findField(fieldName)
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.INVALID_FIELD,
                        "Module " + apiName + " has no such field.",
                        Map.of("api_name", fieldName)));
    }

    /** Returns all fields by API name, in the order of {@link #allFields()}. */
    public SequencedMap<String, FieldDef> fieldsByName() {
        LinkedHashMap<String, FieldDef> byName = new LinkedHashMap<>();
        allFields().forEach(field -> byName.put(field.apiName(), field));
        return byName;
    }
}
