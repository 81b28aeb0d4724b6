package io.atelier.templates.solution;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads solutions: {@code solution.yaml} and one file per module below {@code modules/}. */
public final class SolutionLoader {

    private static final String MAIN_FILE = "solution.yaml";
    private static final int MAX_CHARACTERS = 1 << 20;

    private final Function<String, Optional<String>> files;

    private SolutionLoader(Function<String, Optional<String>> files) {
        this.files = files;
    }

    /**
     * Loads a solution that ships with the product.
     *
     * @throws SolutionFormatException if a file cannot be understood or the files contradict each other
     * @throws IllegalArgumentException if there is no such solution
     */
    public static SolutionDoc load(String name) {
        if (!name.matches("[a-z][a-z0-9-]{0,49}") || bundled(name, MAIN_FILE).isEmpty()) {
            throw new IllegalArgumentException("no solution named '" + name + "'");
        }
        return read(path -> bundled(name, path));
    }

    /**
     * Reads a solution from anywhere, such as an uploaded archive.
     *
     * @param files gives the text of a file by its path below the solution's folder, or empty if there is none
     * @throws SolutionFormatException if a file cannot be understood or the files contradict each other
     */
    public static SolutionDoc read(Function<String, Optional<String>> files) {
        SolutionDoc solution = new SolutionLoader(files).solution();
        SolutionChecks.check(solution);
        return solution;
    }

    private SolutionDoc solution() {
        return YamlMap.read(
                MAIN_FILE,
                "",
                parse(MAIN_FILE),
                map -> new SolutionDoc(
                        map.text("name"),
                        map.label("label"),
                        map.label("description"),
                        map.texts("modules").stream()
                                .map(name -> module(map, name))
                                .toList(),
                        map.texts("navigation")));
    }

    private ModuleDoc module(YamlMap solution, String name) {
        if (!SolutionChecks.isApiName(name)) {
            throw solution.problem(
                    "modules",
                    "'" + name + "' is no API name",
                    "Use letters, digits and _, a letter first, 50 at most");
        }
        String file = SolutionChecks.moduleFile(name);
        ModuleDoc module = YamlMap.read(file, "", parse(file), SolutionLoader::module);
        if (!module.apiName().equals(name)) {
            throw new SolutionFormatException(
                    file, "api_name", "'" + module.apiName() + "' is not the file's name", "Write '" + name + "'.");
        }
        return module;
    }

    private static ModuleDoc module(YamlMap map) {
        return new ModuleDoc(
                map.text("api_name"),
                map.label("singular"),
                map.label("plural"),
                map.text("icon"),
                map.text("display_field"),
                map.maps("fields", SolutionLoader::field),
                map.map("layout", layout -> new LayoutDoc(layout.maps("sections", SolutionLoader::section))),
                map.map("list", SolutionLoader::list));
    }

    private static FieldDoc field(YamlMap map) {
        String type = map.text("type");
        if (!FieldDoc.TYPES.contains(type)) {
            throw map.problem(
                    "type",
                    "unknown type '" + type + "'",
                    "Write one of: " + String.join(", ", new TreeSet<>(FieldDoc.TYPES)));
        }
        return new FieldDoc(
                map.text("api_name"),
                type,
                map.label("label"),
                map.findLabel("help").orElse(null),
                map.findInteger("length").orElse(null),
                map.findInteger("precision").orElse(null),
                map.findInteger("scale").orElse(null),
                map.flag("required"),
                map.flag("unique"),
                map.flag("read_only"),
                map.findScalar("default").orElse(null),
                map.maps("values", SolutionLoader::value),
                map.findText("target").orElse(null),
                map.findLabel("related_list").orElse(null),
                map.texts("composed_of"),
                map.findText("prefix").orElse(null),
                map.findText("suffix").orElse(null),
                map.findInteger("start").map(Integer::longValue).orElse(null));
    }

    private static PicklistValueDoc value(YamlMap map) {
        return new PicklistValueDoc(
                map.text("value"),
                map.label("label"),
                map.findText("colour").orElse(null),
                map.findInteger("probability").orElse(null),
                map.findChoice("forecast_type", PicklistValueDoc.ForecastType.class)
                        .orElse(null));
    }

    private static SectionDoc section(YamlMap map) {
        return new SectionDoc(
                map.text("name"), map.label("label"), map.findInteger("columns").orElse(2), map.texts("fields"));
    }

    private static ListDoc list(YamlMap map) {
        return map.map(
                "sort",
                sort -> new ListDoc(
                        map.texts("columns"),
                        sort.text("field"),
                        sort.findChoice("direction", ListDoc.Direction.class).orElse(ListDoc.Direction.ASC)));
    }

    private @Nullable Object parse(String file) {
        String text = files.apply(file)
                .orElseThrow(() -> new SolutionFormatException(file, "", "there is no such file", "Add it."));
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(12);
        options.setCodePointLimit(MAX_CHARACTERS);
        try {
            return new Yaml(new SafeConstructor(options)).load(text);
        } catch (MarkedYAMLException e) {
            String where = e.getProblemMark() == null
                    ? ""
                    : "line " + (e.getProblemMark().getLine() + 1);
            throw new SolutionFormatException(file, where, String.valueOf(e.getProblem()), "Correct the YAML.");
        } catch (YAMLException e) {
            throw new SolutionFormatException(file, "", String.valueOf(e.getMessage()), "Correct the YAML.");
        }
    }

    private static Optional<String> bundled(String name, String path) {
        try (InputStream in = SolutionLoader.class.getResourceAsStream("/solutions/" + name + "/" + path)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
