package io.atelier.platform.api.openapi;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.Verb;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Makes the OpenAPI 3.1 document of what exists for somebody: what is the same everywhere comes from resources, each module
 * gets the paths of {@code records.yaml} and schemas of its own fields.
 *
 * @see <a href="https://spec.openapis.org/oas/v3.1.1.html">OpenAPI 3.1</a>
 */
@Component
public final class OpenApiDocument {
    private static final String MODULE = "$M";
    private static final String LABEL = "$L";
    private static final String NEEDS = "x-needs";
    private static final String PATHS = "paths";

    private final Map<String, Object> common = load("document");
    private final Map<String, Object> records = load("records");
    private final Map<String, Object> routes = Routes.paths(load("routes"));

    private static Map<String, Object> load(String name) {
        try (InputStream file = new ClassPathResource("openapi/" + name + ".yaml").getInputStream()) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param language of what people call modules and fields */
    public Map<String, Object> of(OrgModel model, Access access, Locale language) {
        Map<String, Object> document = copy(common, "", "");
        Map<String, Object> paths = new LinkedHashMap<>();
        Map<String, Object> components = child(document, "components");
        Map<String, Object> schemas = child(components, "schemas");
        Map<String, Object> responses = child(components, "responses");
        RecordSchemas fields = new RecordSchemas(model, access, language);
        for (ModuleDef module : model.modules()) {
            if (access.may(module, Verb.READ)) {
                String name = module.apiName();
                copy(records, name, module.plural().in(language))
                        .forEach((path, operations) -> paths.put(path, allowed(operations, module, access)));
                schemas.put(name, fields.read(module));
                schemas.put(name + "_new", fields.written(module, true));
                schemas.put(name + "_change", fields.written(module, false));
                responses.put(name, page(name));
            }
        }
        // What a module does in its own way takes the place of what all modules do.
        routes.forEach((path, operations) -> paths.merge(path, operations, OpenApiDocument::overlaid));
        document.put(PATHS, paths);
        return document;
    }

    private static Object overlaid(Object usual, Object own) {
        Map<String, Object> both = new LinkedHashMap<>(asMap(usual));
        both.putAll(asMap(own));
        return both;
    }

    /** Leaves out what the profile does not allow. */
    private static Map<String, Object> allowed(Object operations, ModuleDef module, Access access) {
        Map<String, Object> allowed = new LinkedHashMap<>();
        asMap(operations).forEach((method, operation) -> {
            Optional<Verb> needed = operation instanceof Map<?, ?> map && map.get(NEEDS) instanceof String verb
                    ? Optional.of(Verb.valueOf(verb))
                    : Optional.empty();
            if (needed.isEmpty() || access.may(module, needed.get())) {
                needed.ifPresent(_ -> asMap(operation).remove(NEEDS));
                allowed.put(method, operation);
            }
        });
        return allowed;
    }

    private static Map<String, Object> page(String module) {
        return Map.of(
                "description",
                "A page.",
                "content",
                Map.of(
                        "application/json",
                        Map.of(
                                "schema",
                                Map.of(
                                        "type",
                                        "object",
                                        "required",
                                        List.of("data", "info"),
                                        "properties",
                                        Map.of(
                                                "data",
                                                Map.of(
                                                        "type",
                                                        "array",
                                                        "minItems",
                                                        1,
                                                        "items",
                                                        RecordSchemas.reference(module)),
                                                "info",
                                                RecordSchemas.reference("PageInfo"))))));
    }

    /** Copies the tree with the module's names in place of their placeholders, in keys too. */
    private static Map<String, Object> copy(Map<String, Object> tree, String module, String label) {
        Map<String, Object> copy = new LinkedHashMap<>();
        tree.forEach((key, value) -> copy.put(key.replace(MODULE, module), copied(value, module, label)));
        return copy;
    }

    private static Object copied(Object value, String module, String label) {
        return switch (value) {
            case Map<?, ?> map -> copy(asMap(map), module, label);
            case List<?> list -> {
                List<Object> copy = new ArrayList<>();
                list.forEach(item -> copy.add(copied(item, module, label)));
                yield copy;
            }
            // The label last, as it is a person's text and may hold anything.
            case String text -> text.replace(MODULE, module).replace(LABEL, label);
            default -> value;
        };
    }

    private static Map<String, Object> child(Map<String, Object> parent, String name) {
        return asMap(parent.get(name));
    }

    @SuppressWarnings("unchecked") // the resources have texts as keys
    private static Map<String, Object> asMap(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new IllegalStateException("a part of the OpenAPI resources is no object");
    }
}
