package io.atelier.platform.api.composite;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Puts parts of earlier answers where later requests name them: {@code @{1:$.data[0].details.id}} is, of the answer to the
 * request {@code 1}, what stands at this path.
 */
final class References {
    private static final Pattern REFERENCE = Pattern.compile("@\\{([A-Za-z0-9_]+):\\$((?:\\.\\w+|\\[\\d{1,4}])+)}");
    private static final Pattern STEP = Pattern.compile("\\.(\\w+)|\\[(\\d+)]");

    private final Map<String, JsonNode> answers = new HashMap<>();

    void put(String id, JsonNode answer) {
        answers.put(id, answer);
    }

    SubRequest resolved(SubRequest sub) {
        return new SubRequest(
                sub.id(),
                sub.method(),
                segments(sub.uri()),
                texts(sub.params()),
                texts(sub.headers()),
                values(sub.body()));
    }

    /** A value that is put into a path must not become more than a part of it. */
    private String segments(String uri) {
        return replaced(uri, value -> {
            if (!value.matches("[A-Za-z0-9_.@-]+") || value.matches("\\.+")) {
                throw invalid("what is named for the uri is no part of a path");
            }
            return value;
        });
    }

    private Map<String, String> texts(Map<String, String> texts) {
        Map<String, String> resolved = new LinkedHashMap<>();
        texts.forEach((name, text) -> resolved.put(name, replaced(text, value -> value)));
        return resolved;
    }

    private Map<String, @Nullable Object> values(Map<String, @Nullable Object> values) {
        Map<String, @Nullable Object> resolved = new LinkedHashMap<>();
        values.forEach((name, value) -> resolved.put(name, value(value)));
        return resolved;
    }

    @SuppressWarnings("unchecked") // bodies have texts as keys
    private @Nullable Object value(@Nullable Object value) {
        return switch (value) {
            case String text -> replaced(text, found -> found);
            case Map<?, ?> map -> values((Map<String, @Nullable Object>) map);
            case List<?> list -> list.stream().map(this::value).toList();
            case null, default -> value;
        };
    }

    /** Makes of a value what may stand in its place. */
    @FunctionalInterface
    private interface Taming {
        String tamed(String value);
    }

    private String replaced(String text, Taming taming) {
        return REFERENCE
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(taming.tamed(find(found.group(1), found.group(2)))));
    }

    private String find(String id, String path) {
        JsonNode node = answers.get(id);
        if (node == null) {
            throw invalid("only requests that come before this one can be named");
        }
        Matcher steps = STEP.matcher(path);
        while (steps.find()) {
            node = steps.group(1) == null ? node.path(Integer.parseInt(steps.group(2))) : node.path(steps.group(1));
        }
        if (!node.isValueNode() || node.isNull()) {
            throw invalid("the answer that is named has no such value");
        }
        return node.asString();
    }

    private static PlatformException invalid(String message) {
        return new PlatformException(ErrorCode.INVALID_REFERENCE, message);
    }
}
