package io.atelier.platform.common;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides what may name a module, field, function, form or variable. An API name is 1 to 50 characters of
 * {@code A-Z a-z 0-9 _}, starts with a letter, does not end in or double an underscore, and is no reserved word.
 */
public final class ApiName {
    public static final int MAX_LENGTH = 50;

    /** Zoho ends the names of what its features maintain in two underscores and an s. */
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*(__s)?");

    /** Words with a meaning of their own in queries, in JSON answers, in scripts, or in a row's own columns. */
    private static final Set<String> RESERVED = Set.of(
            "id",
            "select",
            "from",
            "where",
            "and",
            "or",
            "not",
            "null",
            "true",
            "false",
            "order",
            "group",
            "by",
            "limit",
            "offset",
            "having",
            "in",
            "is",
            "like",
            "between",
            "as",
            "distinct",
            "union",
            "all",
            "table",
            "user",
            "users",
            "settings",
            "modules",
            "org",
            "data",
            "info",
            "constructor",
            "prototype",
            "__proto__",
            "owner",
            "tag",
            "created_time",
            "modified_time",
            "created_by",
            "modified_by",
            "version",
            "actions",
            "search",
            "deleted",
            "coql",
            "functions",
            "oauth",
            "api",
            "files",
            "upload",
            "changes");

    private ApiName() {}

    /** Returns what is wrong with the name as a message with a remedy, or empty if it is good. */
    public static Optional<String> problemOf(String name) {
        if (name.isEmpty()) {
            return Optional.of("An API name is needed.");
        }
        if (name.length() > MAX_LENGTH) {
            return Optional.of("An API name has at most 50 characters; this one has " + name.length() + ".");
        }
        if (!SHAPE.matcher(name).matches()) {
            return Optional.of("An API name starts with a letter, holds only A-Z, a-z, 0-9 and single underscores,"
                    + " and does not end with one.");
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (RESERVED.contains(lower) || lower.startsWith("sys_") || lower.startsWith("pg_")) {
            return Optional.of("This API name is reserved; add a word to it, for example \"" + name + "_Value\".");
        }
        return Optional.empty();
    }

    /** Returns the name, or refuses it with {@link ErrorCode#INVALID_NAME}. */
    public static String require(String name) {
        problemOf(name).ifPresent(problem -> {
            throw new PlatformException(ErrorCode.INVALID_NAME, problem, Map.of("api_name", shortened(name)));
        });
        return name;
    }

    /** Proposes an API name for a label: {@code "Asking price (net)"} becomes {@code Asking_price_net}. */
    public static String propose(String label) {
        String name = label.replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^[_0-9]+|_+$", "");
        return name.length() <= MAX_LENGTH
                ? name
                : name.substring(0, MAX_LENGTH).replaceAll("_+$", "");
    }

    private static String shortened(String name) {
        return name.length() <= 80 ? name : name.substring(0, 80) + "…";
    }
}
