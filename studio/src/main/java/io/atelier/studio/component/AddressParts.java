package io.atelier.studio.component;

import io.atelier.platform.metadata.AddressPart;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.SectionDef;
import java.util.Arrays;
import java.util.List;

/** Tells the parts of addresses, which are fields of their own, from other fields. */
public final class AddressParts {
    private AddressParts() {}

    /** Says whether the field of this name is a part of the address. */
    public static boolean isPart(FieldDef address, String field) {
        return address.type() == FieldType.ADDRESS
                && Arrays.stream(AddressPart.values())
                        .anyMatch(part -> part.fieldName(address).equals(field));
    }

    /** Returns the names of the section's fields but for parts of an address that the layout shows whole. */
    public static List<String> shown(ModuleDef module, SectionDef section) {
        List<FieldDef> addresses = module.layout()
                .fields()
                .flatMap(name -> module.findField(name).stream())
                .filter(field -> field.type() == FieldType.ADDRESS)
                .toList();
        return section.fields().stream()
                .filter(name -> addresses.stream().noneMatch(address -> isPart(address, name)))
                .toList();
    }
}
