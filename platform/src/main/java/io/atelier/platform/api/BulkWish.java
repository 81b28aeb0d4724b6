package io.atelier.platform.api;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.CriteriaJson;
import io.atelier.platform.transfer.BulkCaller;
import io.atelier.platform.transfer.BulkReadQuery;
import io.atelier.platform.transfer.BulkWrite;
import io.atelier.platform.transfer.BulkWriteRequest;
import io.atelier.platform.transfer.BulkWriteRequest.FieldMapping;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Reads what programs want of bulk jobs. */
final class BulkWish {
    private BulkWish() {}

    static BulkReadQuery read(Map<?, ?> body) {
        String type = text(body, "file_type", "$").orElse("csv");
        if (!type.equalsIgnoreCase("csv")) {
            throw unsupported("file_type", "only csv is written");
        }
        Map<?, ?> query = object(body, "query", "$").orElseThrow(() -> missing("query", "$.query"));
        if (query.get("cvid") != null) {
            throw unsupported("cvid", "name the criteria instead of a view");
        }
        Criteria criteria =
                object(query, "criteria", "$.query").map(CriteriaJson::read).orElseGet(Criteria::everything);
        return new BulkReadQuery(
                module(query, "$.query"),
                texts(query, "fields", "$.query"),
                criteria,
                number(query, "page", "$.query").orElse(1),
                text(query, "page_token", "$.query"));
    }

    static BulkWriteRequest write(Map<?, ?> body) {
        List<?> resources = list(body, "resource", "$").orElseThrow(() -> missing("resource", "$.resource"));
        if (resources.size() != 1 || !(resources.getFirst() instanceof Map<?, ?> resource)) {
            throw unsupported("resource", "one file of one module is written at once");
        }
        String place = "$.resource[0]";
        if (!text(resource, "type", place).orElse("data").equals("data")) {
            throw invalid("type", "data", place + ".type");
        }
        BulkWrite.Operation operation = operation(body);
        String findBy = findBy(operation, resource, place);
        return new BulkWriteRequest(
                operation,
                module(resource, place),
                id(resource, "file_id", place),
                findBy,
                flag(resource, "ignore_empty", place)
                        .or(() -> flag(body, "ignore_empty", "$"))
                        .orElse(false),
                text(body, "character_encoding", "$").orElse(""),
                mappings(resource, place),
                echo(resource));
    }

    static BulkCaller caller(Map<?, ?> body, String version, String baseUrl) {
        Optional<Map<?, ?>> callback = object(body, "callback", "$").filter(given -> !given.isEmpty());
        callback.ifPresent(given -> {
            if (!text(given, "method", "$.callback").orElse("post").equalsIgnoreCase("post")) {
                throw invalid("method", "post", "$.callback.method");
            }
        });
        return new BulkCaller(
                version,
                baseUrl,
                callback.map(
                        given -> text(given, "url", "$.callback").orElseThrow(() -> missing("url", "$.callback.url"))));
    }

    private static BulkWrite.Operation operation(Map<?, ?> body) {
        return switch (text(body, "operation", "$").orElseThrow(() -> missing("operation", "$.operation"))) {
            case "insert" -> BulkWrite.Operation.INSERT;
            case "update" -> BulkWrite.Operation.UPDATE;
            case "upsert" -> BulkWrite.Operation.UPSERT;
            default -> throw invalid("operation", "insert, update or upsert", "$.operation");
        };
    }

    private static String findBy(BulkWrite.Operation operation, Map<?, ?> resource, String place) {
        Optional<String> said = text(resource, "find_by", place);
        return switch (operation) {
            case INSERT -> "";
            case UPDATE -> named(said.orElse("id"));
            case UPSERT -> named(said.orElseThrow(() -> missing("find_by", place + ".find_by")));
        };
    }

    /** The id has no API name of its own: programs write it in both ways. */
    private static String named(String field) {
        return field.equalsIgnoreCase("id") ? "id" : field;
    }

    private static List<FieldMapping> mappings(Map<?, ?> resource, String place) {
        List<?> given = list(resource, "field_mappings", place)
                .orElseThrow(() -> missing("field_mappings", place + ".field_mappings"));
        List<FieldMapping> mappings = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            String at = place + ".field_mappings[" + i + "]";
            if (!(given.get(i) instanceof Map<?, ?> mapping)) {
                throw invalid("field_mappings", "jsonobject", at);
            }
            mappings.add(mapping(mapping, at));
        }
        return mappings;
    }

    private static FieldMapping mapping(Map<?, ?> mapping, String at) {
        if (mapping.get("parent_column_index") != null || mapping.get("module") != null) {
            throw unsupported("parent_column_index", "write the rows of a subform to the subform's own module");
        }
        String name = text(mapping, "api_name", at).orElseThrow(() -> missing("api_name", at + ".api_name"));
        Optional<Integer> index = number(mapping, "index", at);
        Optional<String> constant = object(mapping, "default_value", at)
                .map(value -> scalar(value.get("value"), at + ".default_value.value"));
        if (index.isEmpty() && constant.isEmpty()) {
            throw missing("index", at + ".index");
        }
        return new FieldMapping(
                named(name),
                index.map(OptionalInt::of).orElseGet(OptionalInt::empty),
                constant,
                text(mapping, "format", at));
    }

    private static String scalar(@Nullable Object value, String path) {
        return switch (value) {
            case String text -> text;
            case BigDecimal number -> number.toPlainString();
            case Boolean bool -> bool.toString();
            case null, default -> throw invalid("value", "string", path);
        };
    }

    /** v8 names modules by an object, v2 by a text. */
    private static String module(Map<?, ?> from, String place) {
        return switch (from.get("module")) {
            case String name -> name;
            case Map<?, ?> object ->
                text(object, "api_name", place + ".module")
                        .orElseThrow(() -> missing("api_name", place + ".module.api_name"));
            case null -> throw missing("module", place + ".module");
            default -> throw invalid("module", "jsonobject", place + ".module");
        };
    }

    private static Map<String, @Nullable Object> echo(Map<?, ?> resource) {
        Map<String, @Nullable Object> echo = new LinkedHashMap<>();
        for (String name : List.of("type", "module", "find_by", "ignore_empty", "file_id", "field_mappings")) {
            if (resource.get(name) != null) {
                echo.put(name, resource.get(name));
            }
        }
        return echo;
    }

    private static long id(Map<?, ?> from, String name, String place) {
        return switch (from.get(name)) {
            case String text -> ApiParameters.id(text);
            case BigDecimal number -> ApiParameters.id(number.toPlainString());
            case null -> throw missing(name, place + "." + name);
            default -> throw invalid(name, "bigint", place + "." + name);
        };
    }

    private static Optional<String> text(Map<?, ?> from, String name, String place) {
        return switch (from.get(name)) {
            case String text -> Optional.of(text);
            case null -> Optional.empty();
            default -> throw invalid(name, "string", place + "." + name);
        };
    }

    private static Optional<Boolean> flag(Map<?, ?> from, String name, String place) {
        return switch (from.get(name)) {
            case Boolean flag -> Optional.of(flag);
            case null -> Optional.empty();
            default -> throw invalid(name, "boolean", place + "." + name);
        };
    }

    private static Optional<Integer> number(Map<?, ?> from, String name, String place) {
        try {
            return switch (from.get(name)) {
                case BigDecimal number -> Optional.of(number.intValueExact());
                case null -> Optional.empty();
                default -> throw invalid(name, "integer", place + "." + name);
            };
        } catch (ArithmeticException _) {
            throw invalid(name, "integer", place + "." + name);
        }
    }

    private static Optional<Map<?, ?>> object(Map<?, ?> from, String name, String place) {
        return switch (from.get(name)) {
            case Map<?, ?> object -> Optional.of(object);
            case null -> Optional.empty();
            default -> throw invalid(name, "jsonobject", place + "." + name);
        };
    }

    private static Optional<List<?>> list(Map<?, ?> from, String name, String place) {
        return switch (from.get(name)) {
            case List<?> list -> Optional.of(list);
            case null -> Optional.empty();
            default -> throw invalid(name, "jsonarray", place + "." + name);
        };
    }

    private static List<String> texts(Map<?, ?> from, String name, String place) {
        List<String> texts = new ArrayList<>();
        for (Object item : list(from, name, place).orElse(List.of())) {
            if (!(item instanceof String text)) {
                throw invalid(name, "string", place + "." + name + "[" + texts.size() + "]");
            }
            texts.add(text);
        }
        return texts;
    }

    private static PlatformException missing(String name, String path) {
        return new PlatformException(
                ErrorCode.MANDATORY_NOT_FOUND, "required field not found", Map.of("api_name", name, "json_path", path));
    }

    private static PlatformException invalid(String name, String type, String path) {
        return new PlatformException(
                ErrorCode.INVALID_DATA,
                "invalid data",
                Map.of("api_name", name, "expected_data_type", type, "json_path", path));
    }

    private static PlatformException unsupported(String name, String message) {
        return new PlatformException(ErrorCode.NOT_SUPPORTED, message, Map.of("api_name", name));
    }
}
