package io.atelier.platform.transfer;

import java.util.List;

/**
 * What a file looks like.
 *
 * @param delimiter one character
 * @param rows the first rows below the header
 * @param rowCount rows below the header, blank lines not counted
 */
public record FilePreview(
        long fileId,
        String charset,
        String delimiter,
        List<ColumnPreview> columns,
        List<List<String>> rows,
        long rowCount) {

    public FilePreview {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /**
     * One column.
     *
     * @param index counts from 0
     * @param name as the header says; a blank or repeated one is made unique
     * @param samples some different values that it holds
     */
    public record ColumnPreview(int index, String name, List<String> samples, ValueFormat guess) {
        public ColumnPreview {
            samples = List.copyOf(samples);
        }
    }
}
