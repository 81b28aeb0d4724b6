package io.atelier.platform.transfer.internal;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.atelier.platform.transfer.ImportLimits;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.util.List;

/** Reads rows one by one, in constant memory; blank lines are passed over. Not thread-safe. */
final class CsvRows implements Closeable {
    static final Row END = new Row(-1, List.of());
    /** Far above a cell's limit: a longer one is a quote that nobody closed. */
    private static final int RUNAWAY = 1_000_000;

    private final CloseableIterator<CsvRecord> records;
    private long lastLine;

    /** @param line where the row begins in the file, counted from 1 */
    record Row(long line, List<String> cells) {
        boolean isBlank() {
            return cells.stream().allMatch(String::isBlank);
        }
    }

    @SuppressWarnings("resource") // the iterator closes its reader
    CsvRows(Reader reader, char delimiter) {
        CsvRecordHandler handler = CsvRecordHandler.of(builder -> builder.maxFields(100_000)
                .maxFieldSize(RUNAWAY)
                .maxRecordSize(ImportLimits.MAX_COLUMNS * (ImportLimits.MAX_CELL_CHARACTERS + 1)));
        this.records = CsvReader.builder()
                .fieldSeparator(delimiter)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .skipEmptyLines(true)
                .build(handler, reader)
                .iterator();
    }

    static CsvRows open(InputStream in, Dialect dialect) throws IOException {
        PushbackReader reader = new PushbackReader(new InputStreamReader(in, dialect.charset()), 1);
        int first = reader.read();
        if (first >= 0 && first != '\uFEFF') {
            reader.unread(first);
        }
        return new CsvRows(reader, dialect.delimiter());
    }

    /** Returns the next row, or {@link #END}. */
    Row next() {
        try {
            if (!records.hasNext()) {
                return END;
            }
            CsvRecord next = records.next();
            lastLine = next.getStartingLineNumber();
            return new Row(lastLine, next.getFields());
        } catch (CsvParseException e) {
            throw InvalidFile.at(
                    lastLine + 1,
                    "from here on the file is not CSV; most often a quotation mark is opened and never closed.");
        }
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
