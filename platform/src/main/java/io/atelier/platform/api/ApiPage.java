package io.atelier.platform.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The page of a list that a request asks for.
 *
 * @param number from 1
 * @param size rows at most
 */
public record ApiPage(int number, int size) {
    /** Most rows of a page. */
    public static final int MAX_SIZE = 200;

    private static final int LAST = 1_000_000;

    /** Reads {@code page} and {@code per_page} for a list that is known as a whole. */
    public static ApiPage of(HttpServletRequest request) {
        return new ApiPage(ApiParameters.number(request, "page", 1, LAST), size(request));
    }

    /** Reads {@code page} and {@code per_page} for a list whose first {@code rows} are reached by number. */
    public static ApiPage of(HttpServletRequest request, int rows) {
        int size = size(request);
        return new ApiPage(ApiParameters.number(request, "page", 1, rows / size), size);
    }

    /** Reads {@code per_page}. */
    public static int size(HttpServletRequest request) {
        return ApiParameters.number(request, "per_page", MAX_SIZE, MAX_SIZE);
    }

    /** Returns how many rows stand before the page. */
    public int skipped() {
        return (number - 1) * size;
    }

    /** Returns those of all rows that stand on the page. */
    public <T> List<T> of(List<T> all) {
        int from = Math.min(skipped(), all.size());
        return all.subList(from, Math.min(from + size, all.size()));
    }

    /** Returns what stands under {@code info}. */
    public Map<String, Object> info(int count, boolean more) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("per_page", size);
        info.put("count", count);
        info.put("page", number);
        info.put("more_records", more);
        return info;
    }
}
