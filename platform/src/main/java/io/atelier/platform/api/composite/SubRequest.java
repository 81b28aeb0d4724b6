package io.atelier.platform.api.composite;

import io.atelier.platform.api.JsonWish;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One of the requests of a composite.
 *
 * @param uri the path, from {@code /crm/v8/}
 * @param body what is sent as JSON; empty for nothing
 */
record SubRequest(
        String id,
        String method,
        String uri,
        Map<String, String> params,
        Map<String, String> headers,
        Map<String, @Nullable Object> body) {
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final Set<String> HEADERS = Set.of("if-modified-since", "if-match", "x-external");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_]{0,49}");
    /** Each segment of the path is a plain word, or names a part of an earlier answer. */
    private static final Pattern URI =
            Pattern.compile("/crm/v8(/(?!__composite_requests|[.]+(/|$))([A-Za-z0-9_.@-]+|@\\{[^{}/]+}))+");
    /** Where everything is a record's and nothing runs outside of the database. */
    private static final Pattern OF_RECORDS =
            Pattern.compile("/crm/v8/(?!settings/|functions/|users|org|files|upload)[^/]+(/(?!actions/blueprint).*)?");

    /** What is answered in parts or as a file. */
    private static final Pattern FILES = Pattern.compile(
            ".*(/Attachments/[^/]+|/photo|/files|/upload|/actions/download_fields_attachment|/actions/stream)");

    static List<SubRequest> all(List<JsonWish> wishes, boolean whole) {
        List<SubRequest> all = new ArrayList<>();
        for (JsonWish wish : wishes) {
            SubRequest sub = of(wish, Integer.toString(all.size() + 1));
            if (whole && !OF_RECORDS.matcher(sub.uri()).matches()) {
                throw new PlatformException(
                        ErrorCode.NOT_SUPPORTED,
                        "Only requests of records and COQL can be taken back together.",
                        Map.of("api_name", "uri", "json_path", wish.path() + ".uri"));
            }
            if (all.stream().anyMatch(other -> other.id().equals(sub.id()))) {
                throw new PlatformException(
                        ErrorCode.DUPLICATE_DATA,
                        "Two of the requests have the same sub_request_id.",
                        Map.of("api_name", "sub_request_id", "json_path", wish.path() + ".sub_request_id"));
            }
            all.add(sub);
        }
        return all;
    }

    private static SubRequest of(JsonWish wish, String place) {
        String id = wish.text("sub_request_id").orElse(place);
        String method = wish.requireText("method").toUpperCase(Locale.ROOT);
        String uri = wish.requireText("uri");
        if (!ID.matcher(id).matches()) {
            throw wish.refused("sub_request_id", "letters, digits and underscores, 50 at most");
        }
        if (!METHODS.contains(method)) {
            throw wish.refused("method", "GET, POST, PUT, PATCH or DELETE");
        }
        if (!URI.matcher(uri).matches()) {
            throw wish.refused("uri", "a path below /crm/v8/ without parameters");
        }
        if (FILES.matcher(uri).matches()) {
            throw new PlatformException(
                    ErrorCode.NOT_SUPPORTED,
                    "Files and streams are not part of a composite; ask for them apart.",
                    Map.of("api_name", "uri", "json_path", wish.path() + ".uri"));
        }
        Map<String, String> headers = texts(wish, "headers");
        headers.keySet().stream()
                .filter(name -> !HEADERS.contains(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .ifPresent(name -> {
                    throw wish.refused("headers", "If-Modified-Since, If-Match or X-EXTERNAL");
                });
        return new SubRequest(
                id,
                method,
                uri,
                texts(wish, "params"),
                headers,
                wish.object("body").map(JsonWish::values).orElse(Map.of()));
    }

    private static Map<String, String> texts(JsonWish wish, String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        wish.object(name).map(JsonWish::values).orElse(Map.of()).forEach((key, value) -> {
            switch (value) {
                case null -> {}
                case Map<?, ?> _, List<?> _ -> throw wish.refused(name + "." + key, "text");
                default -> texts.put(key, value.toString());
            }
        });
        return texts;
    }
}
