package io.atelier.platform.transfer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.FormulaSafe;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.transfer.FilePreview;
import io.atelier.platform.transfer.FilePreview.ColumnPreview;
import io.atelier.platform.transfer.ImportLimits;
import io.atelier.platform.transfer.ValueFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class CsvReadingTest {
    @Test
    void readsTheSpectrumAsItsOracleSays() throws IOException {
        String data = System.getProperty("atelier.data", System.getenv().getOrDefault("ATELIER_DATA", ""));
        assumeThat(data).as("ATELIER_DATA names the folder of real data").isNotEmpty();
        JsonMapper json = new JsonMapper();
        List<Path> files;
        try (Stream<Path> found = Files.list(Path.of(data, "csv", "spectrum", "csvs"))) {
            files = found.sorted().toList();
        }

        assertThat(files).hasSize(12);
        for (Path file : files) {
            String name = file.getFileName().toString().replace(".csv", ".json");
            Path oracle = Path.of(data, "csv", "spectrum", "json", name);
            FilePreview preview = read(withItsLineEnds(file));
            // One oracle hides the telephone number that its file shows.
            String text = Files.readString(oracle, Charset.forName(preview.charset()))
                    .strip()
                    .replace("\"1234567890\"", "\"2095257564\"");
            List<Map<String, String>> expected = json.readValue(
                    text.startsWith("[") ? text : "[" + text + "]", new TypeReference<List<Map<String, String>>>() {});
            List<List<String>> rows =
                    expected.stream().map(row -> List.copyOf(row.values())).toList();
            assertThat(preview.columns().stream().map(ColumnPreview::name))
                    .as(name)
                    .containsExactlyElementsOf(expected.getFirst().keySet());
            assertThat(preview.rows()).as(name).isEqualTo(rows);
            assertThat(preview.rowCount()).isEqualTo(rows.size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {";", ",", "\t", "|"})
    void findsTheDelimiter(String delimiter) {
        String text = String.join(delimiter, "Name", "Price", "Note") + "\n"
                + String.join(delimiter, "Anna", "\"1,5\"", "\"a;b|c\td\"") + "\n"
                + String.join(delimiter, "Bob", "\"2,5\"", "e") + "\n";

        FilePreview preview = read(text.getBytes(StandardCharsets.UTF_8));

        assertThat(preview.delimiter()).isEqualTo(delimiter);
        assertThat(preview.columns()).hasSize(3);
        assertThat(preview.rows().getFirst()).containsExactly("Anna", "1,5", "a;b|c\td");
    }

    @Test
    void findsTheCharset() {
        String russian = "Имя;Фамилия\nАнна;Каренина\nФёдор;Достоевский\n";
        String german = "Name;City\nMüller;Köln\nGroß;Lübeck\n";

        assertThat(read(russian.getBytes(StandardCharsets.UTF_8)).charset()).isEqualTo("UTF-8");
        FilePreview cyrillic = read(russian.getBytes(Charset.forName("windows-1251")));
        FilePreview western = read(german.getBytes(Charset.forName("windows-1252")));
        FilePreview wide = read(("\uFEFF" + russian).getBytes(StandardCharsets.UTF_16LE));

        assertThat(cyrillic.charset()).isEqualTo("windows-1251");
        assertThat(cyrillic.rows().get(1)).containsExactly("Фёдор", "Достоевский");
        assertThat(western.charset()).isEqualTo("windows-1252");
        assertThat(western.rows().getFirst()).containsExactly("Müller", "Köln");
        assertThat(wide.columns().getFirst().name()).isEqualTo("Имя");
    }

    @Test
    void findsLateBytesThatAreNoUtf8() {
        String text = "Name\n" + "plain\n".repeat(50_000) + "Köln\n";

        FilePreview preview = read(text.getBytes(Charset.forName("windows-1252")));

        assertThat(preview.charset()).isEqualTo("windows-1252");
        assertThat(preview.rowCount()).isEqualTo(50_001);
    }

    @Test
    void removesTheByteOrderMarkAndNamesBlankAndRepeatedHeaders() {
        FilePreview preview = read("\uFEFFId,,Name,name\r\n1,2,3,4\r\n".getBytes(StandardCharsets.UTF_8));

        assertThat(preview.columns().stream().map(ColumnPreview::name))
                .containsExactly("Id", "Column 2", "Name", "name (2)");
    }

    @Test
    void refusesWhatIsNoCsv() {
        assertRefused(new byte[0], ErrorCode.INVALID_FILE);
        assertRefused("  \n \n".getBytes(StandardCharsets.UTF_8), ErrorCode.INVALID_FILE);
        assertRefused(new byte[] {'P', 'K', 3, 4, 0, 0, 1, 2, 3}, ErrorCode.INVALID_FILE);
        assertRefused("a,b\n1,\u0000\n".getBytes(StandardCharsets.UTF_8), ErrorCode.INVALID_FILE);
        assertRefused("a,b\n1,\"never closed\n2,3\n".getBytes(StandardCharsets.UTF_8), ErrorCode.INVALID_FILE);
        String runaway = "a,b\n1,\"" + "never closed\n".repeat(200_000);
        assertRefused(runaway.getBytes(StandardCharsets.UTF_8), ErrorCode.INVALID_FILE);
    }

    @Test
    void holdsItsLimitsToTheLetter() {
        String cell = "x".repeat(ImportLimits.MAX_CELL_CHARACTERS);
        String header = String.join(",", columns(ImportLimits.MAX_COLUMNS));

        assertThat(read(("a\n" + cell + "\n").getBytes(StandardCharsets.UTF_8)).rowCount())
                .isEqualTo(1);
        assertRefused(("a\n" + cell + "x\n").getBytes(StandardCharsets.UTF_8), ErrorCode.LIMIT_EXCEEDED);
        assertThat(read((header + "\n").getBytes(StandardCharsets.UTF_8)).columns())
                .hasSize(512);
        assertRefused((header + ",more\n").getBytes(StandardCharsets.UTF_8), ErrorCode.LIMIT_EXCEEDED);
        String rows = "a\n" + "1\n".repeat(ImportLimits.MAX_ROWS);
        assertThat(read(rows.getBytes(StandardCharsets.UTF_8)).rowCount()).isEqualTo(ImportLimits.MAX_ROWS);
        assertRefused((rows + "1\n").getBytes(StandardCharsets.UTF_8), ErrorCode.LIMIT_EXCEEDED);
    }

    @Test
    void answersEveryFlippedByteWithAPreviewOrAClearRefusal() {
        byte[] good = "Name,Date,Note\n\"A, B\",1/2/2020,\"x\"\"y\"\nC,13/2/2020,ü\n".getBytes(StandardCharsets.UTF_8);
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            byte[] bad = good.clone();
            bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                read(bad);
            } catch (PlatformException e) {
                assertThat(e.code()).isIn(ErrorCode.INVALID_FILE, ErrorCode.LIMIT_EXCEEDED);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'$90,000 ';.;90000",
                "'($1,234.50)';.;-1234.50",
                "'1.234,50 €';,;1234.50",
                "'1 234 567,8';,;1234567.8",
                "'12 %';.;12",
                "'USD 12.5';.;12.5",
                "'1,00,000';.;100000",
                "'1000 руб.';.;1000",
                "'-5';.;-5",
                "'5-';.;-5"
            })
    void readsNumbers(String text, char decimal, BigDecimal expected) {
        assertThat(NumberText.read(text, decimal))
                .hasValueSatisfying(n -> assertThat(n).isEqualByComparingTo(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"'12-31-2020'", "'1,2,3'", "'abc'", "'1e99999999'", "'--1'", "'$'", "'1.2.3'", "'NaN'"})
    void refusesWhatIsNoNumber(String text) {
        assertThat(NumberText.read(text, '.')).isEmpty();
    }

    @Test
    void decidesDatesByTheMajorityOfTheColumn() {
        assertThat(guess("04/08/1966", "5/14/1965", "08/12/1965")).isEqualTo(ValueFormat.date(List.of("M/d/uuuu")));
        assertThat(guess("04/08/1966", "14/5/1965", "08/12/1965")).isEqualTo(ValueFormat.date(List.of("d/M/uuuu")));
        assertThat(guess("04.08.1966", "14.5.1965")).isEqualTo(ValueFormat.date(List.of("d.M.uuuu")));
        assertThat(guess("2020-02-29", "2020-1-5")).isEqualTo(ValueFormat.date(List.of("uuuu-M-d")));
        assertThat(guess("1/13/2020", "1/14/2020", "13/1/2020", "2020-01-01", "1/2/2020"))
                .isEqualTo(ValueFormat.date(List.of("M/d/uuuu", "uuuu-M-d", "d/M/uuuu")));
        assertThat(guess("2020-02-29 10:00", "2020-03-01 11:30"))
                .isEqualTo(ValueFormat.dateTime(List.of("uuuu-M-d H:mm")));
    }

    @Test
    void tellsKindsApart() {
        assertThat(guess("$90,000 ", "$60,000 ")).isEqualTo(ValueFormat.NUMBER_POINT);
        assertThat(guess("1.234,50", "2.000,00")).isEqualTo(ValueFormat.NUMBER_COMMA);
        assertThat(guess("Y", "N", "y")).isEqualTo(ValueFormat.BOOLEAN);
        assertThat(guess("0000320193", "0000789019")).isEqualTo(ValueFormat.TEXT);
        assertThat(guess("Anna", "5")).isEqualTo(ValueFormat.TEXT);
        assertThat(guess()).isEqualTo(ValueFormat.TEXT);
    }

    @Test
    void marksFormulasAndTakesTheMarkOffAgain() {
        for (String cell : List.of("=1+1", "+49 30", "-5", "@x", "\tx", "\rx", "＝x")) {
            assertThat(FormulaSafe.mark(cell)).isEqualTo("'" + cell);
            assertThat(FormulaSafe.unmark(FormulaSafe.mark(cell))).isEqualTo(cell);
        }
        assertThat(FormulaSafe.unmark("'quoted'")).isEqualTo("'quoted'");
        assertThat(FormulaSafe.mark("plain")).isEqualTo("plain");
    }

    private static ValueFormat guess(String... cells) {
        FormatDetector detector = new FormatDetector();
        Stream.of(cells).forEach(detector::add);
        return detector.guess();
    }

    private static List<String> columns(int count) {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            columns.add("c" + i);
        }
        return columns;
    }

    /** A checkout may have turned the CR LF of the files that are about them into LF. */
    private static byte[] withItsLineEnds(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        boolean turned = file.toString().endsWith("_crlf.csv") && text.indexOf('\r') < 0;
        return (turned ? text.replace("\n", "\r\n") : text).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static FilePreview read(byte[] bytes) {
        return FileReading.inspect(1, () -> new ByteArrayInputStream(bytes)).preview();
    }

    private static void assertRefused(byte[] bytes, ErrorCode code) {
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
