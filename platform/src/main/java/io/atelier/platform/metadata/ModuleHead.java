package io.atelier.platform.metadata;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.atelier.platform.common.Label;
import java.util.List;

/**
 * What a module is, apart from its fields and views.
 *
 * @param icon name in the Vaadin icon set
 * @param displayField API name of the text field that names a record
 * @param custom false for what a starter solution brought
 * @param hidden shown in no navigation; its records stay readable by name
 * @param searchFields API names of the text fields that search looks into; empty for the planner's choice
 */
public record ModuleHead(
        String apiName,
        Label singular,
        Label plural,
        String icon,
        String displayField,
        boolean custom,
        ModuleKind kind,
        boolean hidden,
        // Older releases wrote no such list.
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> searchFields) {

    /** Most fields that search looks into. */
    public static final int MAX_SEARCH_FIELDS = 10;

    public ModuleHead {
        searchFields = List.copyOf(searchFields);
    }

    /** Makes the head of an ordinary module. */
    public static ModuleHead of(
            String apiName, Label singular, Label plural, String icon, String displayField, boolean custom) {
        return new ModuleHead(
                apiName, singular, plural, icon, displayField, custom, ModuleKind.ORDINARY, false, List.of());
    }

    public ModuleHead renamed(Label newSingular, Label newPlural, String newIcon) {
        return new ModuleHead(
                apiName, newSingular, newPlural, newIcon, displayField, custom, kind, hidden, searchFields);
    }

    public ModuleHead withKind(ModuleKind newKind) {
        return new ModuleHead(apiName, singular, plural, icon, displayField, custom, newKind, hidden, searchFields);
    }

    public ModuleHead withHidden(boolean now) {
        return new ModuleHead(apiName, singular, plural, icon, displayField, custom, kind, now, searchFields);
    }

    public ModuleHead withSearchFields(List<String> now) {
        return new ModuleHead(apiName, singular, plural, icon, displayField, custom, kind, hidden, now);
    }

    @JsonIgnore
    public boolean isOrdinary() {
        return kind == ModuleKind.ORDINARY;
    }
}
