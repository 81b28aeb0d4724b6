package io.atelier.platform.api.openapi;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.Verb;
import io.atelier.platform.metadata.AddressPart;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.PicklistValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of fields as JSON Schema. Each may be null: an empty field, or one to be emptied. */
final class FieldSchemas {
    private static final String WHOLE = "^-?[0-9]+$";
    private static final Map<String, Object> FILE = Map.of(
            "type",
            "object",
            "required",
            List.of("id", "File_Id__s"),
            "properties",
            Map.of(
                    "id", RecordSchemas.reference("Id"),
                    "File_Id__s", RecordSchemas.reference("Id"),
                    "File_Name__s", nullable("string"),
                    "Size__s", nullable("string")));

    private final OrgModel model;
    private final Access access;
    private final Locale language;

    FieldSchemas(OrgModel model, Access access, Locale language) {
        this.model = model;
        this.access = access;
        this.language = language;
    }

    Map<String, Object> read(FieldDef field) {
        Map<String, Object> schema = described(field, readValue(field));
        if (field.readOnly() || field.type().isComputed()) {
            schema.put("readOnly", true);
        }
        return schema;
    }

    Map<String, Object> written(FieldDef field) {
        return described(field, writtenValue(field));
    }

    private Map<String, Object> described(FieldDef field, Map<String, Object> value) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("title", field.label().in(language));
        field.options().tooltip().ifPresent(text -> schema.put("description", text.in(language)));
        schema.putAll(value);
        return schema;
    }

    private Map<String, Object> readValue(FieldDef field) {
        return switch (field.kind()) {
            case TEXT -> text(field);
            case NUMBER -> field.type() == FieldType.BIGINT ? nullable("string", "pattern", WHOLE) : number(field);
            case BOOLEAN -> nullable("boolean");
            case DATE -> formatted("date");
            case DATETIME -> formatted("date-time");
            case CHOICES -> nullable("array", "items", Map.of("type", "string"));
            case RECORD -> orNull("Reference");
            case ANY_RECORD -> orNull("AnyReference");
            case USER -> orNull(person(field));
            case USERS -> nullable("array", "items", RecordSchemas.reference("Person"));
            case FILES -> nullable("array", "items", FILE);
            case LINKS -> nullable("array", "items", link(field));
            case ADDRESS -> nullable("object", "properties", parts(field));
            case ROWS -> nullable("array", "items", row(field));
        };
    }

    private static Map<String, Object> link(FieldDef field) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("id", RecordSchemas.reference("Id"));
        if (field.properties() instanceof FieldProperties.MultiLookup lookup) {
            properties.put(lookup.targetField(), RecordSchemas.reference("Reference"));
        }
        return Map.of("type", "object", "required", List.of("id"), "properties", properties);
    }

    private static String person(FieldDef field) {
        return field.type() == FieldType.OWNERLOOKUP ? "Person" : "Reference";
    }

    private Map<String, Object> writtenValue(FieldDef field) {
        return switch (field.kind()) {
            case TEXT -> field.type() == FieldType.PICKLIST ? Map.of("enum", choices(field)) : text(field);
            case NUMBER -> number(field);
            case BOOLEAN -> nullable("boolean");
            case DATE -> formatted("date");
            case DATETIME -> formatted("date-time");
            case CHOICES -> nullable("array", "items", Map.of("enum", used(field)));
            case RECORD, USER -> orNull("Pointer");
            case ANY_RECORD -> orNull("AnyReference");
            case USERS, FILES, LINKS -> nullable("array", "items", RecordSchemas.reference("Pointer"));
            case ADDRESS -> nullable("object", "properties", parts(field));
            case ROWS -> nullable("array", "items", Map.of("type", "object"), "maxItems", rows(field));
        };
    }

    private static int rows(FieldDef field) {
        return field.properties() instanceof FieldProperties.Subform subform ? subform.maxRows() : 0;
    }

    private static Map<String, Object> text(FieldDef field) {
        Map<String, Object> schema = nullable("string");
        if (field.length() > 0) {
            schema.put("maxLength", field.length());
        }
        if (field.type() == FieldType.EMAIL) {
            schema.put("format", "email");
        }
        return schema;
    }

    private static Map<String, Object> number(FieldDef field) {
        return nullable(field.scale() == 0 && !field.type().isComputed() ? "integer" : "number");
    }

    private Map<String, Object> parts(FieldDef field) {
        Map<String, Object> parts = new LinkedHashMap<>();
        for (AddressPart part : AddressPart.values()) {
            parts.put(part.key(), readValue(part.of(field)));
        }
        return parts;
    }

    private Map<String, Object> row(FieldDef field) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("id", RecordSchemas.reference("Id"));
        if (field.properties() instanceof FieldProperties.Subform subform) {
            model.findModule(subform.module())
                    .filter(child -> access.may(child, Verb.READ))
                    .ifPresent(child ->
                            access.fields(child).forEach(inner -> properties.put(inner.apiName(), readValue(inner))));
        }
        return Map.of("type", "object", "required", List.of("id"), "properties", properties);
    }

    private static List<String> used(FieldDef field) {
        return field.usedValues().stream().map(PicklistValue::value).toList();
    }

    private static List<@Nullable String> choices(FieldDef field) {
        List<@Nullable String> choices = new ArrayList<>(used(field));
        choices.add(null);
        return choices;
    }

    private static Map<String, Object> formatted(String format) {
        return nullable("string", "format", format);
    }

    private static Map<String, Object> orNull(String schema) {
        return Map.of("anyOf", List.of(RecordSchemas.reference(schema), Map.of("type", "null")));
    }

    private static Map<String, Object> nullable(String type, Object... further) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", List.of(type, "null"));
        for (int i = 0; i < further.length; i += 2) {
            schema.put(String.valueOf(further[i]), further[i + 1]);
        }
        return schema;
    }
}
