package io.atelier.studio.component;

import io.atelier.platform.metadata.AddressPart;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import java.io.InputStream;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/** What the editors of one module's fields ask for. What the person may not see or write is left out of all answers. */
public interface EditorContext {
    Locale locale();

    ZoneId zone();

    /** Returns a translated text. */
    String text(String key, Object... parameters);

    ValueText values();

    /** Returns the first people or records by name that the field can point to; an empty text matches all. */
    List<LookupItem> find(FieldDef field, String text, int limit);

    /** Returns the first records of the module by name; an empty text matches all. */
    List<LookupItem> findIn(String module, String text, int limit);

    /** Returns the name of a record or person that the field points to, or its number. */
    String nameOf(FieldDef field, long id);

    /** Returns the modules that a lookup of several modules leads to. */
    List<ModuleDef> targets(FieldDef lookup);

    /** Returns the parts of an address with the fields that they are. */
    SequencedMap<AddressPart, FieldDef> parts(FieldDef address);

    /** Returns the fields of a subform's rows. */
    List<FieldDef> columns(FieldDef subform);

    /** Returns the context of a subform's rows. */
    EditorContext rowsOf(FieldDef subform);

    /** Returns the name of a stored file, or its number. */
    String fileName(long id);

    /** Stores a file and returns its id; fails if it has more than {@code maxBytes}. Does not close the stream. */
    long storeFile(String name, String mediaType, InputStream content, long maxBytes);
}
