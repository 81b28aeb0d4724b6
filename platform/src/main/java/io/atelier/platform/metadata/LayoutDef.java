package io.atelier.platform.metadata;

import java.util.List;
import java.util.stream.Stream;

/** Arranges the fields of a record's page and form. A field that stands in no section is not shown. */
public record LayoutDef(List<SectionDef> sections) {
    public static final int MAX_SECTIONS = 100;

    public LayoutDef {
        sections = List.copyOf(sections);
    }

    public Stream<String> fields() {
        return sections.stream().flatMap(section -> section.fields().stream());
    }
}
