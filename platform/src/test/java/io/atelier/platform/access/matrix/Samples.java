package io.atelier.platform.access.matrix;

import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.Operator;
import io.atelier.platform.identity.UserFormats;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.UserId;
import io.atelier.platform.record.AggregateQuery;
import io.atelier.platform.record.OperationQuery;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.WriteRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes arguments of whatever type, with one id wherever an id can stand.
 *
 * @param pointer a lookup of the module, which a new record points to the id with
 */
record Samples(Actor actor, String module, String pointer, long id) {
    private static final JsonMapper JSON = new JsonMapper();
    /** Numbers that are no ids. */
    private static final Set<String> NO_IDS = Set.of(
            "version", "revision", "expectedVersion", "before", "behind", "limit", "cap", "line", "rowCount", "size");

    /** Thrown where nothing is known of a type. */
    static final class Unknown extends Exception {
        private static final long serialVersionUID = 1L;

        Unknown(String message) {
            super(message);
        }
    }

    /** Returns samples of the type, several where it is one of several things. */
    List<Object> of(Type type, String name) throws Unknown {
        if (type instanceof ParameterizedType generic) {
            return ofGeneric((Class<?>) generic.getRawType(), generic.getActualTypeArguments(), name);
        }
        if (!(type instanceof Class<?> plain)) {
            throw new Unknown(type.getTypeName());
        }
        List<Object> known = known(plain, name);
        if (!known.isEmpty()) {
            return known;
        }
        if (plain.isEnum()) {
            return Arrays.asList(plain.getEnumConstants());
        }
        if (plain.isSealed()) {
            List<Object> cases = new ArrayList<>();
            for (Class<?> one : plain.getPermittedSubclasses()) {
                cases.addAll(of(one, name));
            }
            return cases;
        }
        if (plain.isRecord()) {
            return ofRecord(plain);
        }
        throw new Unknown(plain.getName());
    }

    private List<Object> known(Class<?> type, String name) {
        boolean noId = NO_IDS.contains(name);
        if (type == Actor.class) {
            return List.of(actor);
        } else if (type == long.class || type == Long.class) {
            return List.of(noId ? 1L : id);
        } else if (type == int.class) {
            return List.of(10);
        } else if (type == boolean.class) {
            return List.of(true);
        } else if (type == OptionalLong.class) {
            return List.of(noId ? OptionalLong.empty() : OptionalLong.of(id));
        } else if (type == UserId.class) {
            return List.of(new UserId(id));
        } else if (type == String.class) {
            return List.of(text(name));
        } else if (type == Instant.class) {
            return List.of(Instant.now());
        } else if (type == LocalDate.class) {
            return List.of(LocalDate.of(2031, 1, 2));
        } else if (type == ZoneId.class) {
            return List.of(ZoneId.of("Europe/Berlin"));
        } else if (type == Locale.class) {
            return List.of(Locale.ENGLISH);
        } else if (type == InputStream.class) {
            return List.of(new ByteArrayInputStream("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8)));
        } else if (type == OutputStream.class) {
            return List.of(new ByteArrayOutputStream());
        } else if (type == UserFormats.class) {
            return List.of();
        } else if (type == Criteria.class) {
            return List.of(isId());
        } else if (type == RecordQuery.class) {
            return List.of(
                    RecordQuery.of(module, List.of("Owner"), 10).where(isId()),
                    RecordQuery.of(module, List.of("Owner"), 10).where(isId()).in(RecordQuery.Bin.RECYCLED));
        } else if (type == AggregateQuery.class) {
            return List.of(RecordChannels.count(module, Optional.empty(), isId()));
        } else if (type == OperationQuery.class) {
            return List.of(OperationQuery.newest(10).by(new UserId(id)));
        } else if (type == WriteRequest.class) {
            return List.of(
                    WriteRequest.of(module, RecordChange.update(id, Map.of("Owner", Long.toString(id)))),
                    WriteRequest.of(module, RecordChange.update(id, Map.of())),
                    WriteRequest.of(module, new RecordChange.Delete(id)),
                    WriteRequest.of(module, new RecordChange.Restore(id)),
                    WriteRequest.of(World.POINTERS, RecordChange.create(Map.of("Name", "New", pointer, "" + id))));
        } else if (type == JsonNode.class) {
            return List.of(
                    JSON.valueToTree(
                            Map.of("category", "READ", "APIData", Map.of("Entity", module, "RecordID", "" + id))),
                    JSON.valueToTree(
                            Map.of("category", "DELETE", "type", "RECORD", "Entity", module, "RecordID", "" + id)),
                    JSON.valueToTree(Map.of(
                            "category",
                            "UPDATE",
                            "type",
                            "RECORD",
                            "Entity",
                            module,
                            "APIData",
                            Map.of("id", "" + id))));
        }
        return List.of();
    }

    private Criteria isId() {
        return Criteria.compare("Owner", Operator.EQUALS, Long.toString(id));
    }

    private String text(String name) {
        return switch (name) {
            case "module", "moduleName" -> module;
            case "query" -> "select Owner from " + module + " where id = " + id;
            case "criteria", "search" -> "";
            case "argsJson" -> "{}";
            case "source" -> "export default () => 1;";
            case "email" -> "new" + id + "@example.org";
            default -> "Text";
        };
    }

    private List<Object> ofGeneric(Class<?> type, Type[] arguments, String name) throws Unknown {
        if (type == Optional.class) {
            return arguments[0] == String.class ? List.of(Optional.empty()) : mapped(arguments[0], name, Optional::of);
        } else if (type == List.class || type == Collection.class) {
            return mapped(arguments[0], name, List::of);
        } else if (type == Set.class) {
            return mapped(arguments[0], name, Set::of);
        } else if (type == Map.class) {
            return List.of(Map.of());
        }
        throw new Unknown(type.getName());
    }

    private List<Object> mapped(Type type, String name, java.util.function.Function<Object, Object> around)
            throws Unknown {
        return of(type, name).stream().map(around).toList();
    }

    private List<Object> ofRecord(Class<?> type) throws Unknown {
        RecordComponent[] components = type.getRecordComponents();
        List<List<Object>> parts = new ArrayList<>();
        for (RecordComponent component : components) {
            parts.add(of(component.getGenericType(), component.getName()));
        }
        try {
            Constructor<?> maker = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            List<Object> records = new ArrayList<>();
            for (Object[] one : together(parts)) {
                records.add(maker.newInstance(one));
            }
            return records;
        } catch (ReflectiveOperationException e) {
            throw new Unknown(type.getName() + ": " + e.getCause());
        }
    }

    /** Returns as many lists as the longest part has samples; a shorter part begins again. */
    static List<Object[]> together(List<List<Object>> parts) {
        int most = parts.stream().mapToInt(List::size).max().orElse(1);
        List<Object[]> all = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            int at = i;
            all.add(parts.stream().map(part -> part.get(at % part.size())).toArray());
        }
        return all;
    }
}
