package io.atelier.studio.setup.developers;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A call as somebody asked for it.
 *
 * @param path where it goes, below {@code /crm/}; without parameters
 * @param body empty for none
 */
record ConsoleRequest(ConsoleMethod method, String path, List<Parameter> parameters, String body) {
    static final int MAX_PATH = 1_000;
    static final int MAX_BODY = 1_000_000;
    private static final Pattern PATH = Pattern.compile("/crm(/[A-Za-z0-9._~%!$&'()*+,;=:@-]+)+/?");
    private static final String COQL = "/coql";
    private static final String SEARCH = "/search";

    /** A parameter, as written and not as encoded. */
    record Parameter(String name, String value) {}

    ConsoleRequest {
        path = path.strip();
        parameters = parameters.stream()
                .filter(parameter -> !parameter.name().isBlank())
                .toList();
        body = method.hasBody() ? body : "";
    }

    /** Says whether the path is one of the API's and no way out of it. */
    boolean isGood() {
        return path.length() <= MAX_PATH
                && PATH.matcher(path).matches()
                && Arrays.stream(path.split("/")).noneMatch(part -> part.equals(".") || part.equals(".."));
    }

    /** Says whether the call may change something. */
    boolean writes() {
        return switch (method) {
            case GET -> false;
            case POST -> !path.endsWith(COQL) && !path.endsWith(SEARCH);
            case PUT, PATCH, DELETE -> true;
        };
    }

    /** Returns path and parameters, encoded. */
    String target() {
        String query = parameters.stream()
                .map(parameter -> encoded(parameter.name().strip()) + "=" + encoded(parameter.value()))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? path : path + "?" + query;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
