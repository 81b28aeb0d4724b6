package io.atelier.platform.api.org;

import io.atelier.platform.api.ApiAnswers;
import io.atelier.platform.api.ApiParameters;
import io.atelier.platform.api.ApiScopes;
import io.atelier.platform.api.JsonBody;
import io.atelier.platform.api.JsonWish;
import io.atelier.platform.api.RecordPaths;
import io.atelier.platform.api.RowAnswers;
import io.atelier.platform.org.Actor;
import io.atelier.platform.variable.Variable;
import io.atelier.platform.variable.VariableData;
import io.atelier.platform.variable.VariableGroup;
import io.atelier.platform.variable.VariableService;
import io.atelier.platform.variable.VariableType;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The variables of the organization and their groups. */
@RestController
@RequestMapping(RecordPaths.VERSION + "/settings")
final class VariableController {
    private static final int MAX_ROWS = 100;

    private final VariableService variables;
    private final JsonBody bodies;

    VariableController(VariableService variables, JsonBody bodies) {
        this.variables = variables;
        this.bodies = bodies;
    }

    @GetMapping("/variables")
    ResponseEntity<Map<String, Object>> all(HttpServletRequest request) {
        Actor actor = authorize(request, "READ");
        Optional<String> group = ApiParameters.find(request, "group");
        return ApiAnswers.list(
                "variables",
                variables.all(actor).stream()
                        .filter(variable -> group.isEmpty() || isOf(group.get(), variable.group()))
                        .map(VariableController::json)
                        .toList(),
                Map.of());
    }

    @GetMapping("/variables/{id}")
    ResponseEntity<Map<String, Object>> one(@PathVariable String id, HttpServletRequest request) {
        Actor actor = authorize(request, "READ");
        return ApiAnswers.list("variables", List.of(json(variables.get(actor, id))), Map.of());
    }

    @GetMapping("/variable_groups")
    ResponseEntity<Map<String, Object>> groups(HttpServletRequest request) {
        Actor actor = authorizeGroups(request);
        return ApiAnswers.list(
                "variable_groups",
                variables.groups(actor).stream().map(VariableController::json).toList(),
                Map.of());
    }

    @GetMapping("/variable_groups/{id}")
    ResponseEntity<Map<String, Object>> group(@PathVariable String id, HttpServletRequest request) {
        Actor actor = authorizeGroups(request);
        return ApiAnswers.list(
                "variable_groups",
                variables.groups(actor).stream()
                        .filter(group -> isOf(id, group))
                        .map(VariableController::json)
                        .toList(),
                Map.of());
    }

    @PostMapping("/variables")
    ResponseEntity<Map<String, Object>> create(HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = authorize(request, "CREATE");
        RowAnswers rows = new RowAnswers("variables");
        for (JsonWish wish : bodies.wishes(request, "variables", MAX_ROWS)) {
            rows.add(
                    "variable added",
                    () -> details(variables.create(
                            actor,
                            new VariableData(
                                    group(wish, ""),
                                    wish.requireText("api_name"),
                                    wish.requireText("name"),
                                    wish.text("description").orElse(""),
                                    VariableType.of(wish.requireText("type")),
                                    value(wish, "")))));
        }
        return rows.answer(HttpStatus.CREATED);
    }

    @PutMapping("/variables")
    ResponseEntity<Map<String, Object>> changeAll(HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = authorize(request, "UPDATE");
        RowAnswers rows = new RowAnswers("variables");
        for (JsonWish wish : bodies.wishes(request, "variables", MAX_ROWS)) {
            rows.add("variable updated", () -> change(actor, Long.toString(wish.requireId("id")), wish));
        }
        return rows.answer(HttpStatus.OK);
    }

    @PutMapping("/variables/{id}")
    ResponseEntity<Map<String, Object>> change(@PathVariable String id, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = authorize(request, "UPDATE");
        JsonWish wish = bodies.wishes(request, "variables", 1).getFirst();
        RowAnswers rows = new RowAnswers("variables");
        rows.add("variable updated", () -> change(actor, id, wish));
        return rows.answer(HttpStatus.OK);
    }

    private Map<String, Object> change(Actor actor, String id, JsonWish wish) {
        Variable before = variables.get(actor, id);
        String type = wish.text("type").orElse(before.type().apiName());
        return details(variables.change(
                actor,
                before.id(),
                new VariableData(
                        group(wish, Long.toString(before.group().id())),
                        wish.text("api_name").orElse(before.apiName()),
                        wish.text("name").orElse(before.name()),
                        wish.text("description").orElse(before.description()),
                        VariableType.of(type),
                        value(wish, before.value()))));
    }

    @DeleteMapping("/variables/{id}")
    Map<String, Object> delete(@PathVariable String id, HttpServletRequest request) {
        Actor actor = authorize(request, "DELETE");
        Variable gone = variables.get(actor, id);
        variables.delete(actor, gone.id());
        return Map.of("variables", List.of(ApiAnswers.success("variable deleted", details(gone))));
    }

    @DeleteMapping("/variables")
    ResponseEntity<Map<String, Object>> deleteAll(HttpServletRequest request) {
        Actor actor = authorize(request, "DELETE");
        List<String> ids = ApiParameters.list(ApiParameters.get(request, "ids"));
        ApiParameters.requireCount("ids", ids.size(), MAX_ROWS);
        RowAnswers rows = new RowAnswers("variables");
        for (String id : ids) {
            rows.add("variable deleted", () -> {
                Variable gone = variables.get(actor, id);
                variables.delete(actor, gone.id());
                return details(gone);
            });
        }
        return rows.answer(HttpStatus.OK);
    }

    private static boolean isOf(String wanted, VariableGroup group) {
        return group.name().equalsIgnoreCase(wanted)
                || group.apiName().equalsIgnoreCase(wanted)
                || Long.toString(group.id()).equals(wanted);
    }

    private static String group(JsonWish wish, String otherwise) {
        Optional<JsonWish> group = wish.object("variable_group");
        if (group.isEmpty()) {
            return otherwise;
        }
        return Stream.of("id", "api_name", "name")
                .flatMap(key -> group.get().text(key).stream())
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElseThrow(() -> group.get().missing("name"));
    }

    private static String value(JsonWish wish, String otherwise) {
        if (!wish.mentions("value")) {
            return otherwise;
        }
        return switch (wish.values().get("value")) {
            case null -> "";
            case String text -> text;
            case BigDecimal number -> number.toPlainString();
            case Boolean bool -> bool.toString();
            default -> throw wish.refused("value", "text");
        };
    }

    private static Map<String, Object> details(Variable variable) {
        return Map.of("id", Long.toString(variable.id()));
    }

    private static Map<String, @Nullable Object> json(Variable variable) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", Long.toString(variable.id()));
        json.put("api_name", variable.apiName());
        json.put("name", variable.name());
        json.put("description", variable.description().isEmpty() ? null : variable.description());
        json.put("type", variable.type().apiName());
        json.put("value", variable.value().isEmpty() ? null : variable.value());
        json.put("source", "crm");
        json.put("read_only", false);
        json.put("variable_group", json(variable.group()));
        return json;
    }

    private static Map<String, @Nullable Object> json(VariableGroup group) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", Long.toString(group.id()));
        json.put("api_name", group.apiName());
        json.put("name", group.name());
        json.put("display_label", group.name());
        json.put("description", null);
        return json;
    }

    private static Actor authorizeGroups(HttpServletRequest request) {
        return authorize(request, "variable_groups", "READ");
    }

    private static Actor authorize(HttpServletRequest request, String verb) {
        return authorize(request, "variables", verb);
    }

    private static Actor authorize(HttpServletRequest request, String part, String verb) {
        return ApiScopes.require(request, "settings", part, verb);
    }
}
