package io.atelier.platform.transfer.internal;

import de.siegmar.fastcsv.reader.CsvParseException;
import io.atelier.platform.transfer.ImportLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Finds a file's charset from all of its bytes and its delimiter from the first of its rows. */
final class DialectDetector {
    private static final char[] DELIMITERS = {',', ';', '\t', '|'};
    private static final int SAMPLE_BYTES = 64 * 1024;
    private static final int SAMPLE_ROWS = 100;
    private static final Charset CYRILLIC = Charset.forName("windows-1251");
    private static final Charset WESTERN = Charset.forName("windows-1252");

    private DialectDetector() {}

    /** Reads the stream to its end, in constant memory, and refuses what is no text. */
    static Dialect detect(InputStream in) throws IOException {
        byte[] sample = in.readNBytes(SAMPLE_BYTES);
        if (sample.length == 0) {
            throw InvalidFile.because("The file is empty.");
        }
        Charset charset = charset(sample, in);
        String text = withoutBom(new String(sample, charset));
        if (text.isBlank()) {
            throw InvalidFile.because("The file holds nothing but blanks.");
        }
        return new Dialect(charset, delimiter(text, sample.length == SAMPLE_BYTES));
    }

    static String withoutBom(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static Charset charset(byte[] sample, InputStream rest) throws IOException {
        if (startsWith(sample, 0xFF, 0xFE)) {
            return StandardCharsets.UTF_16LE;
        }
        if (startsWith(sample, 0xFE, 0xFF)) {
            return StandardCharsets.UTF_16BE;
        }
        ByteTally tally = new ByteTally();
        Utf8Check utf8 = new Utf8Check();
        byte[] chunk = sample;
        int length = sample.length;
        long total = 0;
        byte[] buffer = new byte[SAMPLE_BYTES];
        while (length > 0) {
            total += length;
            if (total > ImportLimits.MAX_BYTES) {
                throw tooLarge();
            }
            tally.add(chunk, length);
            utf8.add(chunk, length);
            length = rest.readNBytes(buffer, 0, buffer.length);
            chunk = buffer;
        }
        if (tally.isBinary()) {
            throw InvalidFile.because(
                    "This is no CSV file: it holds bytes that are no text. Save it as CSV and try again.");
        }
        if (utf8.isValid()) {
            return StandardCharsets.UTF_8;
        }
        return tally.looksCyrillic() ? CYRILLIC : WESTERN;
    }

    static io.atelier.platform.common.PlatformException tooLarge() {
        return InvalidFile.overLimit(
                "A file of at most 100 MB can be imported; split it into several.", ImportLimits.MAX_BYTES);
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length >= 2 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
    }

    private static char delimiter(String text, boolean cut) {
        char best = ',';
        double bestScore = 0;
        for (char candidate : DELIMITERS) {
            double score = score(text, candidate, cut);
            if (score > bestScore) {
                best = candidate;
                bestScore = score;
            }
        }
        return best;
    }

    /** The share of rows as wide as the header, then the width: a file of one column scores nothing. */
    private static double score(String text, char delimiter, boolean cut) {
        Map<Integer, Integer> widths = new HashMap<>();
        int header = 0;
        int rows = 0;
        try (CsvRows reader = new CsvRows(new StringReader(text), delimiter)) {
            for (CsvRows.Row row = reader.next(); row != CsvRows.END && rows < SAMPLE_ROWS; row = reader.next()) {
                header = rows == 0 ? row.cells().size() : header;
                widths.merge(row.cells().size(), 1, Integer::sum);
                rows++;
            }
        } catch (CsvParseException | io.atelier.platform.common.PlatformException | IOException _) {
            if (!cut && rows == 0) { // an open quote at the end of a cut sample is no fault
                return 0;
            }
        }
        if (header < 2) {
            return 0;
        }
        double share = (double) widths.getOrDefault(header, 0) / rows;
        return share + Math.min(header, 1_000) / 10_000.0;
    }

    /** Counts what tells text from other things, and one single-byte alphabet from another. */
    private static final class ByteTally {
        private long total;
        private long controls;
        private long nul;
        private long highRuns;
        private long highAlone;
        private boolean previousHigh;
        private long run;

        void add(byte[] bytes, int length) {
            total += length;
            for (int i = 0; i < length; i++) {
                int b = bytes[i] & 0xFF;
                if (b == 0) {
                    nul++;
                } else if (b < 0x20 && b != '\t' && b != '\n' && b != '\r' && b != 0x0C && b != 0x1A) {
                    controls++;
                }
                boolean high = b >= 0xC0 || b == 0xA8 || b == 0xB8;
                if (high) {
                    run = previousHigh ? run + 1 : 1;
                } else {
                    endRun();
                }
                previousHigh = high;
            }
        }

        private void endRun() {
            if (run >= 3) {
                highRuns += run;
            } else {
                highAlone += run;
            }
            run = 0;
        }

        boolean isBinary() {
            return nul > 0 || controls * 100 > total;
        }

        /** Cyrillic words are runs of high bytes; in Western texts an accented letter stands among plain ones. */
        boolean looksCyrillic() {
            endRun();
            return highRuns > highAlone;
        }
    }

    private static final class Utf8Check {
        private final CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        private final CharBuffer out = CharBuffer.allocate(SAMPLE_BYTES + 8);
        private byte[] pending = new byte[0];
        private boolean valid = true;

        void add(byte[] bytes, int length) {
            if (!valid) {
                return;
            }
            byte[] all = Arrays.copyOf(pending, pending.length + length);
            System.arraycopy(bytes, 0, all, pending.length, length);
            ByteBuffer in = ByteBuffer.wrap(all);
            out.clear();
            CoderResult result = decoder.decode(in, out, false);
            valid = !result.isError();
            pending = Arrays.copyOfRange(all, in.position(), all.length);
        }

        boolean isValid() {
            return valid && pending.length == 0;
        }
    }
}
