package io.atelier.platform.transfer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a program wants written.
 *
 * @param findBy API name of the field, or {@code id}, that tells which record a row is about; empty for inserts
 * @param ignoresEmpty an empty cell leaves its field as it is; else it empties it
 * @param charset name of the file's encoding; empty to find out
 * @param resource the JSON that all this was read from, to be told again
 */
public record BulkWriteRequest(
        BulkWrite.Operation operation,
        String module,
        long fileId,
        String findBy,
        boolean ignoresEmpty,
        String charset,
        List<FieldMapping> mappings,
        Map<String, @Nullable Object> resource) {
    public BulkWriteRequest {
        mappings = List.copyOf(mappings);
    }

    /**
     * Says what fills a field.
     *
     * @param field API name, or {@code id}
     * @param column counts from 0; empty if only {@code constant} fills it
     * @param constant what an empty cell stands for
     * @param format of dates and times, in the letters of {@code DateTimeFormatter}; empty for ISO
     */
    public record FieldMapping(String field, OptionalInt column, Optional<String> constant, Optional<String> format) {}
}
