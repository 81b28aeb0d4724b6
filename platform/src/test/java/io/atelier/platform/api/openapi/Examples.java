package io.atelier.platform.api.openapi;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes values of schemas, good ones and bad ones. */
final class Examples {
    private static final int MOST = 40;

    private final Random random;

    Examples(long seed) {
        this.random = new Random(seed);
    }

    /** Returns a row of the schema; what points to other records is left empty. */
    Map<String, Object> row(JsonNode schema) {
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asString()));
        Map<String, Object> row = new LinkedHashMap<>();
        schema.get("properties").propertyStream().forEach(property -> {
            @Nullable Object value = value(property.getValue());
            if (value != null && (required.contains(property.getKey()) || random.nextInt(4) > 0)) {
                row.put(property.getKey(), value);
            }
        });
        return row;
    }

    private @Nullable Object value(JsonNode schema) {
        if (schema.has("enum")) {
            JsonNode choice =
                    schema.get("enum").get(random.nextInt(schema.get("enum").size()));
            return choice.isNull() ? null : choice.asString();
        }
        return switch (schema.path("type").path(0).asString("")) {
            case "string" -> text(schema);
            case "integer" -> random.nextInt(1_000);
            case "number" -> BigDecimal.valueOf(random.nextInt(1_000), 2);
            case "boolean" -> random.nextBoolean();
            default -> null;
        };
    }

    private @Nullable String text(JsonNode schema) {
        int most = Math.min(MOST, schema.path("maxLength").asInt(MOST));
        return switch (schema.path("format").asString("")) {
            case "date" -> "20%02d-0%d-1%d".formatted(random.nextInt(100), 1 + random.nextInt(9), random.nextInt(10));
            case "date-time" -> "2026-0%d-11T1%d:00:00Z".formatted(1 + random.nextInt(9), random.nextInt(10));
            case "email" -> "e" + Math.abs(random.nextLong()) + "@example.org";
            default -> Long.toString(Math.abs(random.nextLong())).substring(0, Math.min(most, 9));
        };
    }

    /** Returns values that no field of this schema, or hardly any, takes. */
    static Stream<Object> bad(JsonNode schema) {
        Stream<Object> shapes = Stream.of(
                Map.of(),
                Map.of("id", Map.of("id", List.of())),
                List.of(List.of(List.of())),
                List.of(Map.of()),
                "\u0000",
                "'; drop table \"Leads\"; --",
                "x".repeat(60_000),
                new BigDecimal("1e400"),
                -1,
                true,
                "99999999999999999999");
        return schema.has("maxLength")
                ? Stream.concat(
                        shapes, Stream.of("y".repeat(schema.get("maxLength").asInt() + 1)))
                : shapes;
    }
}
