package io.atelier.platform.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An OpenAPI document as a judge of answers. */
final class Contract {
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

    private final JsonMapper json = new JsonMapper();
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<String, Schema> schemas = new HashMap<>();
    private final JsonNode document;

    Contract(String document) {
        this.document = json.readTree(document);
    }

    /** A documented operation. */
    record Operation(String method, String path, JsonNode description) {
        String verb() {
            return method.toUpperCase(Locale.ROOT);
        }

        @Override
        public String toString() {
            return verb() + " " + path;
        }
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document.at("/paths")
                .propertyStream()
                .forEach(path -> METHODS.forEach(method -> {
                    if (path.getValue().has(method)) {
                        operations.add(new Operation(
                                method, path.getKey(), path.getValue().get(method)));
                    }
                }));
        return operations;
    }

    Operation operation(String id) {
        return operations().stream()
                .filter(operation ->
                        operation.description().at("/operationId").asString().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no operation " + id));
    }

    JsonNode schema(String name) {
        return document.at("/components/schemas/" + name);
    }

    /** Returns the names of the modules that records can be made in as in any other. */
    List<String> writable() {
        return operations().stream()
                .map(operation -> operation.description().at("/operationId").asString())
                .filter(id -> id.startsWith("create"))
                .map(id -> id.substring("create".length()))
                .toList();
    }

    Stream<String> references() {
        return document.findValuesAsString("$ref").stream();
    }

    JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? target(node.get("$ref").asString()) : node;
    }

    JsonNode target(String reference) {
        return document.at(reference.substring(1));
    }

    /** Fails unless the answer is one that the document knows: its status, type and body. */
    void check(Operation operation, String asked, HttpResponse<String> answer) {
        String what = operation + " " + asked + " -> " + answer.statusCode() + " " + brief(answer.body());
        assertThat(answer.statusCode()).as(what).isLessThan(500);
        JsonNode response = resolved(response(operation, answer.statusCode(), what));
        JsonNode content = response.path("content");
        if (content.isMissingNode() || content.isEmpty()) {
            assertThat(answer.body()).as(what).isEmpty();
            return;
        }
        String type = answer.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
        if (content.has("*/*") && !type.equals("application/json")) {
            return;
        }
        assertThat(type).as(what).isEqualTo("application/json");
        Schema schema = schemas.computeIfAbsent(
                operation + " " + answer.statusCode(),
                _ -> registry.getSchema(rooted(content.at("/application~1json/schema"))));
        assertThat(schema.validate(json.readTree(answer.body()))).as(what).isEmpty();
    }

    private static JsonNode response(Operation operation, int status, String what) {
        JsonNode responses = operation.description().get("responses");
        for (String key : List.of(Integer.toString(status), status / 100 + "XX")) {
            if (responses.has(key)) {
                return responses.get(key);
            }
        }
        assertThat(status).as("only errors are answered by default: %s", what).isGreaterThanOrEqualTo(400);
        return responses.get("default");
    }

    /** Puts the document's schemas where the references of the part look for them. */
    private JsonNode rooted(JsonNode part) {
        ObjectNode root = json.createObjectNode();
        root.putArray("allOf").add(part);
        root.set("components", document.get("components"));
        return root;
    }

    private static String brief(String body) {
        return body.substring(0, Math.min(300, body.length()));
    }
}
