package io.atelier.studio.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.common.ErrorCode;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

class TranslationsTest {
    private static final Path BUNDLES = Path.of("src", "main", "resources", "i18n");
    private static final Path SOURCES = Path.of("src", "main", "java");

    /** A call that shows a text, with a literal that holds a letter where a key would do. */
    private static final Pattern LITERAL = Pattern.compile("(?:\\.(?:setText|setLabel|setHelperText|setPlaceholder"
            + "|setTitle|setHeader|setHeaderTitle|setTooltipText|setAriaLabel|setErrorMessage|addItem)"
            + "|new (?:Span|Button|H[1-6]|Paragraph|Div|Text|NativeLabel|SideNavItem|TextField|Checkbox)"
            + "|Toast\\.(?:success|error)|Notification\\.show)\\(\\s*\"[^\"]*\\p{L}[^\"]*\"");

    private static final Pattern KEY = Pattern.compile(
            "(?:getTranslation|texts\\.plural|texts\\.getTranslation)\\(\\s*\"([a-z][A-Za-z0-9]*(?:\\.[A-Za-z0-9_]+)+)\"");
    private static final Pattern PLACE = Pattern.compile("\\{\\d+}");

    @Test
    void everyTextIsThereInEveryLanguage() throws IOException {
        for (Path english : bundles("en")) {
            Properties en = read(english);
            Properties ru = read(english.resolveSibling(
                    english.getFileName().toString().replace("_en.properties", "_ru.properties")));

            assertThat(withoutPluralForms(ru))
                    .as("keys of %s in Russian", english.getFileName())
                    .isEqualTo(withoutPluralForms(en));
            assertThat(en.keySet().stream()
                            .filter(key -> ru.containsKey(key))
                            .filter(key -> !places(en, key).equals(places(ru, key))))
                    .as("texts of %s with other parameters in Russian", english.getFileName())
                    .isEmpty();
        }
        assertThat(bundles("ru")).hasSameSizeAs(bundles("en"));
    }

    @Test
    void everyErrorCodeHasATitle() throws IOException {
        Properties errors = read(BUNDLES.resolve("error_en.properties"));

        assertThat(errors.keySet())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ErrorCode.values())
                        .map(code -> "error." + code)
                        .collect(Collectors.toSet()));
    }

    @Test
    void everyKeyThatAViewNamesExists() throws IOException {
        Set<String> known = new TreeSet<>();
        for (Path bundle : bundles("en")) {
            known.addAll(withoutPluralForms(read(bundle)));
        }

        List<String> unknown = new ArrayList<>();
        for (Path source : sources()) {
            KEY.matcher(Files.readString(source))
                    .results()
                    .map(found -> found.group(1))
                    .filter(key -> !known.contains(key))
                    .forEach(key -> unknown.add(source.getFileName() + ": " + key));
        }

        assertThat(unknown).isEmpty();
    }

    @Test
    void noViewShowsALiteral() throws IOException {
        List<String> literals = new ArrayList<>();
        for (Path source : sources()) {
            LITERAL.matcher(Files.readString(source))
                    .results()
                    .map(MatchResult::group)
                    .filter(call -> !call.contains("\"icons/"))
                    .forEach(call -> literals.add(source.getFileName() + ": " + call));
        }

        assertThat(literals).as("visible texts belong into i18n/*.properties").isEmpty();
    }

    @Test
    void fillsParametersAndPicksPluralForms() throws IOException {
        Translations texts = new Translations(new PathMatchingResourcePatternResolver());

        assertThat(texts.getTranslation("shell.home.greeting", Locale.ENGLISH, "Olga O'Hara"))
                .isEqualTo("Hello, Olga O'Hara");
        assertThat(texts.getTranslation("shell.home.greeting", Translations.RUSSIAN, "Ольга"))
                .isEqualTo("Здравствуйте, Ольга");
        assertThat(texts.getTranslation("no.such.key", Locale.ENGLISH)).isEqualTo("no.such.key");
        assertThat(Stream.of(0, 1, 2, 4, 5, 11, 12, 14, 21, 22, 25, 101, 111, 112)
                        .map(count -> Translations.pluralForm(Translations.RUSSIAN, count)))
                .containsExactly(
                        "many", "one", "few", "few", "many", "many", "many", "many", "one", "few", "many", "one",
                        "many", "many");
    }

    private static Set<String> withoutPluralForms(Properties texts) {
        return texts.stringPropertyNames().stream()
                .map(key -> key.replaceFirst("\\.(one|few|many|other)$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> places(Properties texts, Object key) {
        return PLACE.matcher(texts.getProperty(key.toString()))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    private static List<Path> bundles(String language) throws IOException {
        try (Stream<Path> files = Files.list(BUNDLES)) {
            return files.filter(file -> file.toString().endsWith("_" + language + ".properties"))
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    private static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }
}
