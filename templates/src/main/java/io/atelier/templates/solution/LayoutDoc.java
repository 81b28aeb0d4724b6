package io.atelier.templates.solution;

import java.util.List;

/** The form and page of a record, section by section. */
public record LayoutDoc(List<SectionDoc> sections) {

    public LayoutDoc {
        sections = List.copyOf(sections);
    }
}
