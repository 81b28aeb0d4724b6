package io.atelier.platform.metadata;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An index beside those that a module has anyway, over fields of one of its tables. Names fields by their ids, so that it
 * survives their renaming.
 *
 * @param keys in the order in which they stand in the index; the row's id follows the last one that orders
 */
public record IndexDef(List<Key> keys) {
    public static final int MAX_KEYS = 4;

    /** Most characters of all its texts: four bytes each, they fit into the 2,700 bytes of an index's entry. */
    public static final int MAX_TEXT = 600;

    public IndexDef {
        keys = List.copyOf(keys);
        if (keys.isEmpty() || keys.size() > MAX_KEYS) {
            throw new PlatformException(ErrorCode.LIMIT_EXCEEDED, "An index has 1 to " + MAX_KEYS + " fields.");
        }
    }

    /** How a key serves. */
    public enum Use {
        /** Finds equal values, and those of a range if it is the last key. */
        VALUE('='),
        /** Finds equal texts without regard to case. */
        FOLDED('~'),
        ASCENDING('<'),
        DESCENDING('>');

        private final char sign;

        Use(char sign) {
            this.sign = sign;
        }

        public boolean orders() {
            return this == ASCENDING || this == DESCENDING;
        }
    }

    public record Key(long fieldId, Use use) {
        private String text() {
            return use.sign + Long.toString(fieldId);
        }

        private static Key parse(String text) {
            Use use = Arrays.stream(Use.values())
                    .filter(candidate -> candidate.sign == text.charAt(0))
                    .findFirst()
                    .orElseThrow();
            return new Key(Long.parseLong(text.substring(1)), use);
        }
    }

    /** Returns what {@link #parse} reads; holds ids only. */
    public String text() {
        return keys.stream().map(Key::text).collect(Collectors.joining(" "));
    }

    public static IndexDef parse(String text) {
        return new IndexDef(Arrays.stream(text.split(" ", -1)).map(Key::parse).toList());
    }

    /** Says whether whatever this index finds and orders, the other one does too. */
    public boolean isServedBy(IndexDef other) {
        return other.keys.size() >= keys.size()
                && other.keys.subList(0, keys.size()).equals(keys)
                && (other.keys.size() == keys.size() || !keys.getLast().use().orders());
    }

    /** Returns the fields, in order; empty if one is no more, or cannot be indexed so, or stands in another table. */
    public Optional<List<FieldDef>> fields(ModuleDef module) {
        List<FieldDef> found = keys.stream()
                .flatMap(key -> module.allFields().stream()
                        .filter(field -> field.id() == key.fieldId() && canServe(field, key.use())))
                .toList();
        return found.size() == keys.size() && isOneTable(found) && fits(found) ? Optional.of(found) : Optional.empty();
    }

    /** Says whether queries by the field can be served so. */
    public static boolean canServe(FieldDef field, Use use) {
        boolean text = field.kind() == ValueKind.TEXT;
        boolean bounded = !text || field.length() > 0;
        return field.isSortable()
                && bounded
                && switch (use) {
                    case VALUE -> !text;
                    case FOLDED -> text;
                    case ASCENDING, DESCENDING -> true;
                };
    }

    /** Further tables know neither the id's order among all records nor which of these are deleted. */
    private boolean isOneTable(List<FieldDef> fields) {
        int part = fields.getFirst().storage().part();
        return fields.stream().allMatch(field -> field.storage().part() == part)
                && (part == 0 || keys.stream().noneMatch(key -> key.use().orders()));
    }

    /** A row whose values are too long for its index's entry could not be written. */
    private static boolean fits(List<FieldDef> fields) {
        return fields.stream()
                        .filter(field -> field.kind() == ValueKind.TEXT)
                        .mapToInt(FieldDef::length)
                        .sum()
                <= MAX_TEXT;
    }
}
