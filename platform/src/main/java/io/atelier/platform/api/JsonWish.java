package io.atelier.platform.api;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One object of a request's body, read key by key; what is of another type than asked is refused with its place. Null is as
 * nothing.
 *
 * @param path where it stands, {@code $.fields[0]}
 */
public record JsonWish(Map<String, @Nullable Object> values, String path) {
    public boolean has(String name) {
        return values.get(name) != null;
    }

    /** Says whether the name is there, be it with null. */
    public boolean mentions(String name) {
        return values.containsKey(name);
    }

    public Optional<String> text(String name) {
        return switch (values.get(name)) {
            case null -> Optional.empty();
            case String text -> Optional.of(text);
            default -> throw refused(name, "text");
        };
    }

    public String requireText(String name) {
        return text(name).filter(text -> !text.isBlank()).orElseThrow(() -> missing(name));
    }

    /** Reads an id: text, a whole number, or an object that has one. */
    public long requireId(String name) {
        return id(name).orElseThrow(() -> missing(name));
    }

    /** As {@link #requireId}; empty where nothing is said. */
    public Optional<Long> id(String name) {
        return Optional.ofNullable(values.get(name)).map(value -> ApiParameters.id(value, path + "." + name));
    }

    /** Reads the list {@code ids} of 1 to {@code most} ids. */
    public List<Long> requireIds(int most) {
        List<?> given = requireList("ids");
        ApiParameters.requireCount("ids", given.size(), most);
        List<Long> ids = new ArrayList<>();
        for (Object id : given) {
            ids.add(ApiParameters.id(id, path + ".ids[" + ids.size() + "]"));
        }
        return ids;
    }

    public List<?> requireList(String name) {
        return switch (values.get(name)) {
            case null -> throw missing(name);
            case List<?> list -> list;
            default -> throw refused(name, "jsonarray");
        };
    }

    public Optional<Integer> number(String name) {
        return switch (values.get(name)) {
            case null -> Optional.empty();
            case BigDecimal number -> Optional.of(whole(name, number));
            default -> throw refused(name, "integer");
        };
    }

    private int whole(String name, BigDecimal number) {
        try {
            return number.intValueExact();
        } catch (ArithmeticException _) {
            throw refused(name, "integer");
        }
    }

    /** Reads a number, or a text of one. */
    public BigDecimal requireDecimal(String name) {
        return switch (values.get(name)) {
            case null -> throw missing(name);
            case BigDecimal number -> number;
            case String text when text.length() <= 40 -> decimal(name, text);
            default -> throw refused(name, "double");
        };
    }

    private BigDecimal decimal(String name, String text) {
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException _) {
            throw refused(name, "double");
        }
    }

    public Optional<Boolean> flag(String name) {
        return switch (values.get(name)) {
            case null -> Optional.empty();
            case Boolean flag -> Optional.of(flag);
            default -> throw refused(name, "boolean");
        };
    }

    public Optional<JsonWish> object(String name) {
        return switch (values.get(name)) {
            case null -> Optional.empty();
            case Map<?, ?> map -> Optional.of(of(map, path + "." + name));
            default -> throw refused(name, "jsonobject");
        };
    }

    public JsonWish requireObject(String name) {
        return object(name).orElseThrow(() -> missing(name));
    }

    /** Returns 1 to {@code most} objects of a list. */
    public List<JsonWish> requireObjects(String name, int most) {
        List<?> given = requireList(name);
        if (given.isEmpty()) {
            throw refused(name, "jsonarray");
        }
        ApiParameters.requireCount(name, given.size(), most);
        return objects(name);
    }

    /** Returns the objects of a list; none where it is missing. */
    public List<JsonWish> objects(String name) {
        return switch (values.get(name)) {
            case null -> List.of();
            case List<?> list -> {
                List<JsonWish> objects = new ArrayList<>();
                for (Object item : list) {
                    if (!(item instanceof Map<?, ?> map)) {
                        throw refused(name + "[" + objects.size() + "]", "jsonobject");
                    }
                    objects.add(of(map, path + "." + name + "[" + objects.size() + "]"));
                }
                yield objects;
            }
            default -> throw refused(name, "jsonarray");
        };
    }

    private static JsonWish of(Map<?, ?> map, String path) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        map.forEach((key, value) -> values.put(String.valueOf(key), value));
        return new JsonWish(values, path);
    }

    public PlatformException missing(String name) {
        return new PlatformException(
                ErrorCode.MANDATORY_NOT_FOUND,
                "required field not found",
                Map.of("api_name", name, "json_path", path + "." + name));
    }

    public PlatformException refused(String name, String expected) {
        return JsonBody.invalid(name, expected, path + "." + name);
    }
}
