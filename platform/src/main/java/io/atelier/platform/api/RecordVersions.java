package io.atelier.platform.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the version of a record that a change was made on. */
public final class RecordVersions {
    static final String IF_MATCH = "If-Match";
    private static final Pattern TAG = Pattern.compile("\"([0-9]{1,18})\"");

    private RecordVersions() {}

    /**
     * Returns the version of the header; empty where there is none, or any will do.
     *
     * @param records how many the request changes: a version is one record's
     */
    public static OptionalLong expected(HttpServletRequest request, int records) {
        String header = request.getHeader(IF_MATCH);
        if (header == null || header.isBlank() || header.strip().equals("*")) {
            return OptionalLong.empty();
        }
        Matcher tag = TAG.matcher(header.strip());
        if (!tag.matches()) {
            throw ApiParameters.invalid(IF_MATCH, "one ETag of an earlier answer is needed, in its quotes");
        }
        if (records != 1) {
            throw ApiParameters.invalid(IF_MATCH, "it goes with the change of one record");
        }
        return OptionalLong.of(Long.parseLong(tag.group(1)));
    }
}
