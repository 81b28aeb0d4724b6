package io.atelier.platform.metadata.internal;

import static io.atelier.platform.metadata.ValueCodec.bad;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ValueCodec.Parsed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what points to records, people and files; whether these exist is asked where rights are known. */
public final class ReferenceCodec {
    /** Most people in one field. */
    public static final int MAX_USERS = 100;
    /** Most records that one write ties by a multi-select lookup; the lookup itself has no end. */
    public static final int MAX_LINKS = 1_000;

    private ReferenceCodec() {}

    public static Parsed lookup(Object input) {
        OptionalLong id = id(input);
        return id.isPresent()
                ? new Parsed.Good(new FieldValue.Lookup(id.getAsLong()))
                : bad("The id of a record is needed: a positive number.");
    }

    /** Takes {@code {module, id}}, the module as text or as Zoho's {@code {api_name}}, or {@code Module:id}. */
    public static Parsed anyLookup(FieldDef field, Object input) {
        @Nullable Object module = null;
        @Nullable Object pointed = input;
        if (input instanceof Map<?, ?> map) {
            module = map.get("module") instanceof Map<?, ?> named ? named.get("api_name") : map.get("module");
            pointed = map.get("id");
        } else if (input instanceof String text && text.indexOf(':') > 0) {
            module = text.substring(0, text.indexOf(':'));
            pointed = text.substring(text.indexOf(':') + 1);
        }
        OptionalLong id = id(pointed);
        if (module == null || id.isEmpty()) {
            return bad("A module and the id of a record are needed: {\"module\": \"Accounts\", \"id\": \"1\"}.");
        }
        return field.targets().contains(module.toString())
                ? new Parsed.Good(new FieldValue.AnyLookup(module.toString(), id.getAsLong()))
                : bad("This field does not point to records of that module.");
    }

    public static Parsed users(Object input) {
        return ids(input, MAX_USERS, "people", FieldValue.Users::new);
    }

    public static Parsed files(FieldDef field, Object input) {
        return ids(
                inner(input, "File_Id__s"),
                field.properties() instanceof FieldProperties.Files files ? files.most() : 0,
                "files",
                FieldValue.Files::new);
    }

    /** Takes ids, and Zoho's rows of the linking module, each with its lookup to the chosen record. */
    public static Parsed links(FieldDef field, Object input) {
        return ids(
                field.properties() instanceof FieldProperties.MultiLookup lookup
                        ? inner(input, lookup.targetField())
                        : input,
                MAX_LINKS,
                "records",
                ids -> new FieldValue.Links(ids.stream().sorted().toList()));
    }

    /** Takes what stands under the key out of those items that have it. */
    private static Object inner(Object input, String key) {
        return input instanceof Collection<?> list
                ? list.stream()
                        .map(item -> item instanceof Map<?, ?> map && map.get(key) != null ? map.get(key) : item)
                        .toList()
                : input;
    }

    private static Parsed ids(Object input, int most, String what, Function<List<Long>, FieldValue> value) {
        Collection<?> items = input instanceof Collection<?> list
                ? list
                : input instanceof String text ? List.of(text.split("[;,]")) : List.of(input);
        LinkedHashSet<Long> ids = new LinkedHashSet<>();
        for (Object item : items) {
            OptionalLong id = id(item);
            if (id.isEmpty()) {
                return bad("A list of ids is needed.");
            }
            ids.add(id.getAsLong());
        }
        if (ids.size() > most) {
            return new Parsed.Bad(ErrorCode.LIMIT_EXCEEDED, "At most " + most + " " + what + " fit.");
        }
        return new Parsed.Good(ids.isEmpty() ? FieldValue.NULL : value.apply(new ArrayList<>(ids)));
    }

    private static OptionalLong id(@Nullable Object input) {
        Object id = input instanceof Map<?, ?> map ? map.get("id") : input;
        try {
            long number = Long.parseLong(String.valueOf(id).strip());
            return number >= 0 ? OptionalLong.of(number) : OptionalLong.empty();
        } catch (NumberFormatException _) {
            return OptionalLong.empty();
        }
    }
}
