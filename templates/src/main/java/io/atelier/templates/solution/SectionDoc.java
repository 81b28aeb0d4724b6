package io.atelier.templates.solution;

import java.util.List;

/** A titled block of a layout. The fields are API names, in reading order. */
public record SectionDoc(String name, LabelDoc label, int columns, List<String> fields) {

    public SectionDoc {
        fields = List.copyOf(fields);
    }
}
