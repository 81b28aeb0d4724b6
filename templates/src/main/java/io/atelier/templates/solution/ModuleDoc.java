package io.atelier.templates.solution;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One module.
 *
 * @param icon name in the {@code vaadin} icon set
 * @param displayField the text field shown as a record's name
 * @param fields without the system fields, which every module has
 */
public record ModuleDoc(
        String apiName,
        LabelDoc singular,
        LabelDoc plural,
        String icon,
        String displayField,
        List<FieldDoc> fields,
        LayoutDoc layout,
        ListDoc list) {

    /** The fields that every module has by itself; a document may place them, not define them. */
    public static final Set<String> SYSTEM_FIELDS =
            Set.of("id", "Owner", "Created_Time", "Modified_Time", "Created_By", "Modified_By");

    public ModuleDoc {
        fields = List.copyOf(fields);
    }

    /** Finds a field by its API name; system fields are not found. */
    public Optional<FieldDoc> findField(String apiName) {
        return fields.stream().filter(field -> field.apiName().equals(apiName)).findFirst();
    }
}
