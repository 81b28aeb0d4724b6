package io.atelier.templates.solution;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One field of a module. Components that do not apply to the type are null or empty.
 *
 * @param type one of {@link #TYPES}
 * @param length most characters of a text or textarea
 * @param precision digits in all, of a double, percent or currency
 * @param scale digits after the point
 * @param defaultValue in its plain form: a picklist value, {@code true}, {@code 0}
 * @param values of a picklist or multiselectpicklist, in order
 * @param target API name of the module that a lookup points to
 * @param relatedList title of the list that the target's page shows; null shows none
 * @param composedOf the text fields whose non-empty values, joined by a space, make this read-only text
 * @param prefix before the number of an autonumber
 * @param suffix after the number of an autonumber
 * @param start first number of an autonumber
 */
public record FieldDoc(
        String apiName,
        String type,
        LabelDoc label,
        @Nullable LabelDoc help,
        @Nullable Integer length,
        @Nullable Integer precision,
        @Nullable Integer scale,
        boolean required,
        boolean unique,
        boolean readOnly,
        @Nullable String defaultValue,
        List<PicklistValueDoc> values,
        @Nullable String target,
        @Nullable LabelDoc relatedList,
        List<String> composedOf,
        @Nullable String prefix,
        @Nullable String suffix,
        @Nullable Long start) {

    /** The types that a solution may use. */
    public static final Set<String> TYPES = Set.of(
            "text",
            "textarea",
            "email",
            "phone",
            "website",
            "picklist",
            "multiselectpicklist",
            "integer",
            "bigint",
            "double",
            "percent",
            "currency",
            "date",
            "datetime",
            "boolean",
            "lookup",
            "ownerlookup",
            "autonumber");

    public FieldDoc {
        values = List.copyOf(values);
        composedOf = List.copyOf(composedOf);
    }

    /** Tells whether the field offers choices. */
    public boolean isPicklist() {
        return type.equals("picklist") || type.equals("multiselectpicklist");
    }
}
