package io.atelier.platform.api.bulk;

import io.atelier.platform.api.JsonBody;
import io.atelier.platform.api.JsonWish;
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
    private static final String ID = "id";

    private BulkWish() {}

    static BulkReadQuery read(JsonWish body) {
        if (!body.text("file_type").orElse("csv").equalsIgnoreCase("csv")) {
            throw unsupported("file_type", "only csv is written");
        }
        JsonWish query = body.requireObject("query");
        if (query.has("cvid")) {
            throw unsupported("cvid", "name the criteria instead of a view");
        }
        return new BulkReadQuery(
                module(query),
                query.has("fields") ? texts(query) : List.of(),
                query.object("criteria")
                        .map(criteria -> CriteriaJson.read(criteria.values()))
                        .orElseGet(Criteria::everything),
                query.number("page").orElse(1),
                query.text("page_token"));
    }

    static BulkWriteRequest write(JsonWish body) {
        List<JsonWish> resources = body.objects("resource");
        if (resources.isEmpty()) {
            throw body.missing("resource");
        }
        if (resources.size() > 1) {
            throw unsupported("resource", "one file of one module is written at once");
        }
        JsonWish resource = resources.getFirst();
        if (!resource.text("type").orElse("data").equals("data")) {
            throw resource.refused("type", "data");
        }
        BulkWrite.Operation operation = operation(body);
        if (!resource.has("field_mappings")) {
            throw resource.missing("field_mappings");
        }
        return new BulkWriteRequest(
                operation,
                module(resource),
                resource.requireId("file_id"),
                findBy(operation, resource),
                resource.flag("ignore_empty")
                        .or(() -> body.flag("ignore_empty"))
                        .orElse(false),
                body.text("character_encoding").orElse(""),
                resource.objects("field_mappings").stream()
                        .map(BulkWish::mapping)
                        .toList(),
                echo(resource));
    }

    static BulkCaller caller(JsonWish body, String version, String baseUrl) {
        Optional<JsonWish> callback =
                body.object("callback").filter(given -> !given.values().isEmpty());
        if (callback.isPresent()
                && !callback.get().text("method").orElse("post").equalsIgnoreCase("post")) {
            throw callback.get().refused("method", "post");
        }
        return new BulkCaller(version, baseUrl, callback.map(given -> given.requireText("url")));
    }

    private static BulkWrite.Operation operation(JsonWish body) {
        return switch (body.requireText("operation")) {
            case "insert" -> BulkWrite.Operation.INSERT;
            case "update" -> BulkWrite.Operation.UPDATE;
            case "upsert" -> BulkWrite.Operation.UPSERT;
            default -> throw body.refused("operation", "insert, update or upsert");
        };
    }

    private static String findBy(BulkWrite.Operation operation, JsonWish resource) {
        return switch (operation) {
            case INSERT -> "";
            case UPDATE -> named(resource.text("find_by").orElse(ID));
            case UPSERT -> named(resource.requireText("find_by"));
        };
    }

    /** The id has no API name of its own: programs write it in both ways. */
    private static String named(String field) {
        return field.equalsIgnoreCase(ID) ? ID : field;
    }

    private static FieldMapping mapping(JsonWish mapping) {
        if (mapping.has("parent_column_index") || mapping.has("module")) {
            throw unsupported("parent_column_index", "write the rows of a subform to the subform's own module");
        }
        String name = mapping.requireText("api_name");
        Optional<Integer> index = mapping.number("index");
        Optional<String> constant = mapping.object("default_value").map(BulkWish::scalar);
        if (index.isEmpty() && constant.isEmpty()) {
            throw mapping.missing("index");
        }
        return new FieldMapping(
                named(name),
                index.map(OptionalInt::of).orElseGet(OptionalInt::empty),
                constant,
                mapping.text("format"));
    }

    private static String scalar(JsonWish constant) {
        return switch (constant.values().get("value")) {
            case String text -> text;
            case BigDecimal number -> number.toPlainString();
            case Boolean bool -> bool.toString();
            case null, default -> throw constant.refused("value", "string");
        };
    }

    /** v8 names modules by an object, v2 by a text. */
    private static String module(JsonWish from) {
        return switch (from.values().get("module")) {
            case String name -> name;
            case null -> throw from.missing("module");
            default -> from.requireObject("module").requireText("api_name");
        };
    }

    private static Map<String, @Nullable Object> echo(JsonWish resource) {
        Map<String, @Nullable Object> echo = new LinkedHashMap<>();
        for (String name : List.of("type", "module", "find_by", "ignore_empty", "file_id", "field_mappings")) {
            if (resource.has(name)) {
                echo.put(name, resource.values().get(name));
            }
        }
        return echo;
    }

    private static List<String> texts(JsonWish query) {
        List<String> texts = new ArrayList<>();
        for (Object item : query.requireList("fields")) {
            if (!(item instanceof String text)) {
                throw JsonBody.invalid("fields", "string", query.path() + ".fields[" + texts.size() + "]");
            }
            texts.add(text);
        }
        return texts;
    }

    private static PlatformException unsupported(String name, String message) {
        return new PlatformException(ErrorCode.NOT_SUPPORTED, message, Map.of("api_name", name));
    }
}
