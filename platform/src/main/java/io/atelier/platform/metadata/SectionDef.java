package io.atelier.platform.metadata;

import io.atelier.platform.common.Label;
import java.util.List;

/**
 * One titled block of a layout.
 *
 * @param columns 1 or 2
 * @param fields API names in reading order
 */
public record SectionDef(Label label, int columns, List<String> fields) {
    public SectionDef {
        fields = List.copyOf(fields);
    }

    public SectionDef withFields(List<String> newFields) {
        return new SectionDef(label, columns, newFields);
    }
}
