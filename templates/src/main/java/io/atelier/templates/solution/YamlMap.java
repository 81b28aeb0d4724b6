package io.atelier.templates.solution;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A mapping of a YAML file while it is read. Every key that a reader asks for is known; {@link #finish} refuses the
 * others, so a misspelt key is an error instead of a setting that silently does nothing.
 */
final class YamlMap {

    private final String file;
    private final String path;
    private final Map<?, ?> entries;
    private final Set<String> known = new LinkedHashSet<>();

    private YamlMap(String file, String path, Map<?, ?> entries) {
        this.file = file;
        this.path = path;
        this.entries = entries;
    }

    /** Reads a mapping with the reader given and refuses the keys it did not ask for. */
    static <T> T read(String file, String path, @Nullable Object value, Function<YamlMap, T> reader) {
        if (!(value instanceof Map<?, ?> entries)) {
            throw wrongType(file, path, value, "a mapping (key: value)");
        }
        YamlMap map = new YamlMap(file, path, entries);
        T result = reader.apply(map);
        map.finish();
        return result;
    }

    String text(String key) {
        return findText(key).orElseThrow(() -> missing(key));
    }

    Optional<String> findText(String key) {
        return find(key, String.class, "text; put numbers, dates, yes and no in quotes");
    }

    Optional<Integer> findInteger(String key) {
        return find(key, Integer.class, "a whole number");
    }

    boolean flag(String key) {
        return find(key, Boolean.class, "true or false").orElse(false);
    }

    /** Returns a text, number or truth value in its plain form. */
    Optional<String> findScalar(String key) {
        Object value = value(key);
        return switch (value) {
            case null -> Optional.empty();
            case String text -> Optional.of(text);
            case Integer number -> Optional.of(number.toString());
            case Boolean flag -> Optional.of(flag.toString());
            default -> throw wrongType(file, pathOf(key), value, "text, a whole number, true or false");
        };
    }

    <E extends Enum<E>> Optional<E> findChoice(String key, Class<E> type) {
        return findText(key).map(text -> {
            List<String> names = new ArrayList<>();
            for (E constant : type.getEnumConstants()) {
                String name = constant.name().toLowerCase(Locale.ROOT);
                if (name.equals(text)) {
                    return constant;
                }
                names.add(name);
            }
            throw problem(key, "'" + text + "' is not a choice", "Write one of: " + String.join(", ", names));
        });
    }

    LabelDoc label(String key) {
        return findLabel(key).orElseThrow(() -> missing(key));
    }

    Optional<LabelDoc> findLabel(String key) {
        return findMap(key, map -> new LabelDoc(map.text("en"), map.text("ru")));
    }

    <T> T map(String key, Function<YamlMap, T> reader) {
        return findMap(key, reader).orElseThrow(() -> missing(key));
    }

    private <T> Optional<T> findMap(String key, Function<YamlMap, T> reader) {
        Object value = value(key);
        return value == null ? Optional.empty() : Optional.of(read(file, pathOf(key), value, reader));
    }

    List<String> texts(String key) {
        return elements(key, (path, value) -> {
            if (value instanceof String text) {
                return text;
            }
            throw wrongType(file, path, value, "text");
        });
    }

    <T> List<T> maps(String key, Function<YamlMap, T> reader) {
        return elements(key, (path, value) -> read(file, path, value, reader));
    }

    SolutionFormatException problem(String key, String problem, String remedy) {
        return new SolutionFormatException(file, pathOf(key), problem, remedy + ".");
    }

    private <T> List<T> elements(String key, ElementReader<T> reader) {
        Object value = value(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            throw wrongType(file, pathOf(key), value, "a list");
        }
        List<T> result = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            result.add(reader.read(pathOf(key) + "[" + i + "]", list.get(i)));
        }
        return List.copyOf(result);
    }

    private <T> Optional<T> find(String key, Class<T> type, String expected) {
        Object value = value(key);
        if (value == null) {
            return Optional.empty();
        }
        if (!type.isInstance(value)) {
            throw wrongType(file, pathOf(key), value, expected);
        }
        return Optional.of(type.cast(value));
    }

    private @Nullable Object value(String key) {
        known.add(key);
        return entries.get(key);
    }

    private void finish() {
        for (Object key : entries.keySet()) {
            if (!(key instanceof String name) || !known.contains(name)) {
                throw problem(String.valueOf(key), "unknown key", "Known here: " + String.join(", ", known));
            }
        }
    }

    private SolutionFormatException missing(String key) {
        return problem(key, "missing", "Add the key '" + key + "'");
    }

    private static SolutionFormatException wrongType(
            String file, String path, @Nullable Object value, String expected) {
        String found = value == null ? "nothing" : value.getClass().getSimpleName();
        return new SolutionFormatException(file, path, "found " + found, "Write " + expected + ".");
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    @FunctionalInterface
    private interface ElementReader<T> {
        T read(String path, @Nullable Object value);
    }
}
