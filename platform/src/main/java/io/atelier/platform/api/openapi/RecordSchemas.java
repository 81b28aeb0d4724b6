package io.atelier.platform.api.openapi;

import io.atelier.platform.access.Access;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The records of modules as JSON Schema: as they are read, and as they are written.
 *
 * @see <a href="https://json-schema.org/draft/2020-12">JSON Schema 2020-12</a>
 */
final class RecordSchemas {
    private final Access access;
    private final FieldSchemas fields;

    RecordSchemas(OrgModel model, Access access, Locale language) {
        this.access = access;
        this.fields = new FieldSchemas(model, access, language);
    }

    static Map<String, Object> reference(String schema) {
        return Map.of("$ref", "#/components/schemas/" + schema);
    }

    /** Describes what a list or a single record shows; what is not asked for is left out. */
    Map<String, Object> read(ModuleDef module) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("id", reference("Id"));
        access.fields(module).forEach(field -> properties.put(field.apiName(), fields.read(field)));
        properties.put("Tag", Map.of("type", "array", "items", reference("Tag")));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("required", List.of("id"));
        schema.put("properties", properties);
        // Fields over lookups have names with dots.
        schema.put("patternProperties", Map.of("^\\w+(\\.\\w+)+$", Map.of()));
        schema.put("additionalProperties", false);
        return schema;
    }

    /** @param whole the record is new, so that what must be there must be said */
    Map<String, Object> written(ModuleDef module, boolean whole) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (FieldDef field : access.fields(module)) {
            if (access.mayWrite(module, field)) {
                properties.put(field.apiName(), fields.written(field));
                if (whole && field.required() && field.defaultValue().isEmpty()) {
                    required.add(field.apiName());
                }
            }
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("properties", properties);
        return schema;
    }
}
