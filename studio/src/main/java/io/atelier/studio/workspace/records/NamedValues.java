package io.atelier.studio.workspace.records;

import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ValueCodec;
import io.atelier.studio.component.ValueText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes values in API form for people: pointers by name, long texts in short. Remembers the names that it asked for. */
public final class NamedValues {
    /** Most characters of a text; the rest is cut off. */
    static final int MAX_LENGTH = 160;

    private final Workspace workspace;
    private final ValueText values;
    private final Map<String, String> names = new HashMap<>();

    public NamedValues(Workspace workspace) {
        this.workspace = workspace;
        this.values = workspace.values();
    }

    /** Returns a dash for no value; one that its definition no longer takes as it was stored. */
    public String of(FieldDef field, @Nullable Object api) {
        String text = switch (api) {
            case null -> "";
            case Object stored ->
                ValueCodec.parse(field, stored) instanceof ValueCodec.Parsed.Good(FieldValue value)
                        ? told(field, value)
                        : stored.toString();
        };
        return text.isEmpty() ? "—" : shortened(text);
    }

    private String told(FieldDef field, FieldValue value) {
        return switch (value) {
            case FieldValue.Lookup(long id) -> name(field, field.target(), id);
            case FieldValue.AnyLookup(String module, long id) -> name(field, module, id);
            case FieldValue.Users(List<Long> ids) -> names(field, ids);
            case FieldValue.Links(List<Long> ids) -> names(field, ids);
            default -> values.of(field, value);
        };
    }

    private String names(FieldDef field, List<Long> ids) {
        return ids.stream().map(id -> name(field, field.target(), id)).collect(Collectors.joining(", "));
    }

    private String name(FieldDef field, String module, long id) {
        return names.computeIfAbsent(
                module + "/" + id, _ -> workspace.lookupItem(field, module, id).name());
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.codePointCount(0, line.length()) <= MAX_LENGTH
                ? line
                : line.substring(0, line.offsetByCodePoints(0, MAX_LENGTH)).strip() + "…";
    }
}
