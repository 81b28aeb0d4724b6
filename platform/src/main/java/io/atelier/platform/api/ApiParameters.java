package io.atelier.platform.api;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads parameters of a request, one value each. */
public final class ApiParameters {
    /** Most ids that a parameter names. */
    public static final int MAX_IDS = 100;

    private ApiParameters() {}

    public static Optional<String> find(HttpServletRequest request, String name) {
        String[] values = request.getParameterValues(name);
        if (values == null || values.length == 0) {
            return Optional.empty();
        }
        if (values.length > 1) {
            throw invalid(name, "one value is needed");
        }
        if (values[0].isBlank()) {
            return Optional.empty();
        }
        return Optional.of(values[0]);
    }

    public static String get(HttpServletRequest request, String name) {
        return find(request, name)
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.REQUIRED_PARAM_MISSING,
                        "One of the expected parameter is missing",
                        Map.of("param_name", name)));
    }

    /** Returns what stands between commas. */
    public static List<String> list(String text) {
        return Stream.of(text.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .distinct()
                .toList();
    }

    public static int number(HttpServletRequest request, String name, int normal, int most) {
        Optional<String> text = find(request, name);
        if (text.isEmpty()) {
            return normal;
        }
        try {
            int number = Integer.parseInt(text.get().strip());
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // said below, as of a number out of range
        }
        throw new PlatformException(
                ErrorCode.INVALID_DATA,
                "a number from 1 to " + most + " is needed",
                Map.of("param_name", name, "limit", most));
    }

    public static long id(String text) {
        try {
            long id = Long.parseLong(text.strip());
            if (id > 0) {
                return id;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw new PlatformException(
                ErrorCode.INVALID_DATA,
                "the id given seems to be invalid",
                Map.of("api_name", "id", "expected_data_type", "bigint"));
    }

    /** Reads an id of JSON: text, a whole number, or an object that has one. */
    public static long id(@Nullable Object value, String path) {
        Object given = value instanceof Map<?, ?> map ? map.get("id") : value;
        try {
            long id = switch (given) {
                case String text -> Long.parseLong(text.strip());
                case BigDecimal number -> number.longValueExact();
                case null, default -> 0;
            };
            if (id > 0) {
                return id;
            }
        } catch (ArithmeticException | NumberFormatException _) {
            // said below
        }
        throw new PlatformException(
                ErrorCode.INVALID_DATA,
                "the id given seems to be invalid",
                Map.of("api_name", "id", "expected_data_type", "bigint", "json_path", path));
    }

    /** Reads 1 to {@link #MAX_IDS} ids. */
    public static List<Long> ids(String name, List<String> texts) {
        requireCount(name, texts.size(), MAX_IDS);
        return texts.stream().map(ApiParameters::id).toList();
    }

    public static void requireCount(String name, int count, int most) {
        if (count < 1 || count > most) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "1 to " + most + " records can be named at once",
                    Map.of("param_name", name, "limit", most));
        }
    }

    public static PlatformException invalid(String name, String message) {
        return new PlatformException(ErrorCode.INVALID_DATA, message, Map.of("param_name", name));
    }
}
