package io.atelier.platform.metadata.internal;

import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import java.util.ArrayList;
import java.util.List;

/** What a module looks like before, within and after the change of a field's type. */
final class TypeChanges {
    private static final String BEFORE = "_Before";
    private static final int LONGEST = 40;

    private TypeChanges() {}

    static ModuleDef begun(ModuleDef module, FieldDef next) {
        List<FieldDef> retired = new ArrayList<>(module.retired());
        retired.add(next);
        return module.withRetired(retired);
    }

    /** The new field takes the old one's name and place; the old one is kept, retired, under a name of its own. */
    static ModuleDef finished(ModuleDef module, FieldDef old, FieldDef next) {
        FieldDef now = next.withApiName(old.apiName());
        List<FieldDef> retired = new ArrayList<>(without(module.retired(), next));
        retired.add(old.withApiName(freeName(module, old)));
        return module.withFields(module.fields().stream()
                        .map(field -> field.id() == old.id() ? now : field)
                        .toList())
                .withRetired(retired);
    }

    static ModuleDef cancelled(ModuleDef module, FieldDef next) {
        return module.withRetired(without(module.retired(), next));
    }

    private static List<FieldDef> without(List<FieldDef> fields, FieldDef gone) {
        return fields.stream().filter(field -> field.id() != gone.id()).toList();
    }

    private static String freeName(ModuleDef module, FieldDef old) {
        String stem = old.apiName().substring(0, Math.min(LONGEST, old.apiName().length()));
        stem = stem.replaceAll("_+$", "") + BEFORE;
        int number = 1;
        while (isTaken(module, stem + number)) {
            number++;
        }
        return stem + number;
    }

    private static boolean isTaken(ModuleDef module, String name) {
        return module.findField(name).isPresent()
                || module.retired().stream().anyMatch(field -> field.apiName().equals(name));
    }
}
