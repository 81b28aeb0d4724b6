package io.atelier.platform.transfer.internal;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.transfer.FilePreview;
import io.atelier.platform.transfer.FilePreview.ColumnPreview;
import io.atelier.platform.transfer.ImportLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Reads a whole file once, in constant memory, and refuses it if any of it cannot be imported. */
public final class FileReading {
    private static final int PREVIEW_ROWS = 20;
    private static final int SAMPLES = 5;

    private FileReading() {}

    /** What was found, and how to read the file again. */
    public record Found(FilePreview preview, Dialect dialect) {
        public List<String> headers() {
            return preview.columns().stream().map(ColumnPreview::name).toList();
        }
    }

    /** Finds also how each column is written. */
    public static Found inspect(long fileId, Supplier<InputStream> file) {
        return read(fileId, FormatDetector.SAMPLE, Optional.empty(), file);
    }

    /** Finds what an import needs to know; of the preview no formats. */
    public static Found check(long fileId, Supplier<InputStream> file) {
        return check(fileId, Optional.empty(), file);
    }

    /** As above; a file that is not written in the charset is refused as far as that can be told. */
    public static Found check(long fileId, Optional<Charset> charset, Supplier<InputStream> file) {
        return read(fileId, 0, charset, file);
    }

    /**
     * @param sampled how many rows formats are guessed from
     * @param file opens the file from its beginning, each time anew
     */
    private static Found read(long fileId, int sampled, Optional<Charset> charset, Supplier<InputStream> file) {
        try {
            Dialect dialect;
            try (InputStream in = file.get()) {
                dialect = said(DialectDetector.detect(in), charset);
            }
            try (CsvRows rows = CsvRows.open(file.get(), dialect)) {
                return new Found(preview(fileId, sampled, dialect, rows), dialect);
            }
        } catch (IOException e) {
            throw new PlatformException(
                    ErrorCode.INTERNAL_ERROR, "The file could not be read.", Map.of("id", Long.toString(fileId)), e);
        }
    }

    private static Dialect said(Dialect found, Optional<Charset> charset) {
        if (charset.isEmpty() || charset.get().equals(found.charset())) {
            return found;
        }
        if (charset.get().equals(StandardCharsets.UTF_8)) {
            throw InvalidFile.because("The file is not written in UTF-8, as character_encoding says.");
        }
        return new Dialect(charset.get(), found.delimiter());
    }

    private static FilePreview preview(long fileId, int sampled, Dialect dialect, CsvRows rows) {
        CsvRows.Row header = rows.next();
        checkCells(header);
        if (header == CsvRows.END || header.isBlank()) {
            throw InvalidFile.because("The file has no header line with the names of its columns.");
        }
        int width = header.cells().size();
        if (width > ImportLimits.MAX_COLUMNS) {
            throw InvalidFile.overLimit(
                    "A file of at most 512 columns can be imported; this one has " + width + ".",
                    ImportLimits.MAX_COLUMNS);
        }
        List<FormatDetector> detectors = new ArrayList<>();
        List<Set<String>> samples = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            detectors.add(new FormatDetector());
            samples.add(new LinkedHashSet<>());
        }
        List<List<String>> first = new ArrayList<>();
        long count = 0;
        for (CsvRows.Row row = rows.next(); row != CsvRows.END; row = rows.next()) {
            count++;
            checkCells(row);
            if (count > ImportLimits.MAX_ROWS) {
                throw InvalidFile.overLimit(
                        "A file of at most 1,000,000 rows can be imported; split it into several.",
                        ImportLimits.MAX_ROWS);
            }
            if (first.size() < PREVIEW_ROWS) {
                first.add(row.cells());
            }
            if (count <= sampled) {
                for (int i = 0; i < Math.min(width, row.cells().size()); i++) {
                    String cell = row.cells().get(i);
                    detectors.get(i).add(cell);
                    if (samples.get(i).size() < SAMPLES && !cell.isBlank()) {
                        samples.get(i).add(cell.length() > 100 ? cell.substring(0, 100) : cell);
                    }
                }
            }
        }
        List<String> names = names(header.cells());
        List<ColumnPreview> columns = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            columns.add(new ColumnPreview(
                    i,
                    names.get(i),
                    List.copyOf(samples.get(i)),
                    detectors.get(i).guess()));
        }
        return new FilePreview(
                fileId, dialect.charset().name(), Character.toString(dialect.delimiter()), columns, first, count);
    }

    private static void checkCells(CsvRows.Row row) {
        for (String cell : row.cells()) {
            if (cell.length() > ImportLimits.MAX_CELL_CHARACTERS) {
                throw InvalidFile.overLimit(
                        "Line " + row.line()
                                + " has a cell of more than 32,767 characters; most often a quotation mark is opened and"
                                + " never closed.",
                        ImportLimits.MAX_CELL_CHARACTERS);
            }
            if (cell.indexOf('\0') >= 0) {
                throw InvalidFile.at(row.line(), "a cell holds bytes that are no text.");
            }
        }
    }

    private static List<String> names(List<String> header) {
        Set<String> taken = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            String written = header.get(i).strip();
            String wanted = written.isEmpty() ? "Column " + (i + 1) : written;
            String name = wanted;
            for (int n = 2; !taken.add(name.toLowerCase(Locale.ROOT)); n++) {
                name = wanted + " (" + n + ")";
            }
            names.add(name);
        }
        return names;
    }
}
