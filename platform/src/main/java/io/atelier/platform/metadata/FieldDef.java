package io.atelier.platform.metadata;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.atelier.platform.common.Label;
import java.util.List;
import java.util.Optional;

/**
 * Defines one field of a module. The column of a field has its API name.
 *
 * @param length most characters of a text value; the type's own limit where the type has no other
 * @param precision most digits of a number, {@code scale} of them decimals
 * @param defaultValue in API form, or empty for none
 * @param values the choices of a picklist, in order; empty for other types
 * @param target API name of the module that a lookup points to; empty for other types
 * @param relatedList title of the list on the target's page; absent where it shows none
 * @param composedOf fields whose texts, joined by spaces, are this read-only field's value; usually empty
 * @param prefix stands before an auto-number
 * @param system every module has it, and no person changes its definition
 */
public record FieldDef(
        long id,
        String apiName,
        Label label,
        FieldType type,
        boolean required,
        boolean readOnly,
        boolean system,
        int length,
        int precision,
        int scale,
        String defaultValue,
        List<PicklistValue> values,
        String target,
        Optional<Label> relatedList,
        List<String> composedOf,
        String prefix) {

    public static final int MAX_PICKLIST_VALUES = 4_000;

    public FieldDef {
        values = List.copyOf(values);
        composedOf = List.copyOf(composedOf);
    }

    public Optional<PicklistValue> findValue(String value) {
        return values.stream().filter(v -> v.value().equals(value)).findFirst();
    }

    @JsonIgnore
    public boolean isLookup() {
        return type == FieldType.LOOKUP;
    }
}
