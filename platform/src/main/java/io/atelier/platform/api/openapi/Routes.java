package io.atelier.platform.api.openapi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes paths of the short form of {@code routes.yaml}: under each path, by method, what the route does, the name of the list
 * that its bodies hold, and its query parameters, with bars between them.
 */
final class Routes {
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    private Routes() {}

    static Map<String, Object> paths(Map<String, Object> routes) {
        Map<String, Object> paths = new LinkedHashMap<>();
        routes.forEach((path, methods) -> paths.put(path, operations(path, (Map<?, ?>) methods)));
        return paths;
    }

    private static Map<String, Object> operations(String path, Map<?, ?> methods) {
        Map<String, Object> operations = new LinkedHashMap<>();
        List<Object> parameters = parameters(path);
        if (!parameters.isEmpty()) {
            operations.put("parameters", parameters);
        }
        methods.forEach((method, text) ->
                operations.put(String.valueOf(method), operation(path, String.valueOf(method), String.valueOf(text))));
        return operations;
    }

    private static List<Object> parameters(String path) {
        List<Object> parameters = new ArrayList<>();
        Matcher names = PARAMETER.matcher(path);
        while (names.find()) {
            parameters.add(parameter(names.group(1), "path", true));
        }
        return parameters;
    }

    private static Map<String, Object> parameter(String name, String place, boolean required) {
        return Map.of("name", name, "in", place, "required", required, "schema", Map.of("type", "string"));
    }

    private static Map<String, Object> operation(String path, String method, String text) {
        List<String> parts = Arrays.stream(text.split("\\|")).map(String::strip).toList();
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("operationId", method + path.replaceAll("[^A-Za-z0-9]+", "_"));
        operation.put("summary", parts.getFirst());
        if (parts.size() > 1 && !parts.get(1).isEmpty()) {
            operation.put("requestBody", body(parts.get(1)));
        }
        if (parts.size() > 2) {
            operation.put("parameters", queried(parts.get(2)));
        }
        operation.put(
                "responses",
                Map.of(
                        "2XX", Map.of("$ref", "#/components/responses/Json"),
                        "3XX", Map.of("$ref", "#/components/responses/Unchanged"),
                        "default", Map.of("$ref", "#/components/responses/Refused")));
        return operation;
    }

    private static List<Map<String, Object>> queried(String names) {
        return Arrays.stream(names.split(", *"))
                .map(name -> parameter(name.replace("!", ""), "query", name.endsWith("!")))
                .toList();
    }

    private static Map<String, Object> body(String list) {
        Map<String, Object> items = Map.of("type", "array", "minItems", 1, "items", Map.of("type", "object"));
        Map<String, Object> schema =
                Map.of("type", "object", "required", List.of(list), "properties", Map.of(list, items));
        return Map.of("required", true, "content", Map.of("application/json", Map.of("schema", schema)));
    }
}
