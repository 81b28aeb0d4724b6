package io.atelier.studio.component;

import io.atelier.platform.metadata.FieldDef;
import java.util.List;

/** Finds what a lookup field can point to. */
@FunctionalInterface
public interface LookupSource {
    /** Returns the first matches by name; an empty text matches all. */
    List<LookupItem> find(FieldDef field, String text, int limit);
}
