package io.atelier.templates.solution;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What must hold between the parts of a solution: names exist, are unique, and are placed. */
final class SolutionChecks {

    private static final Pattern API_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,49}");
    private static final Pattern ICON = Pattern.compile("[a-z][a-z0-9-]{0,49}");
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-f]{6}");
    private static final String MAIN_FILE = "solution.yaml";

    private SolutionChecks() {}

    static boolean isApiName(String name) {
        return API_NAME.matcher(name).matches();
    }

    static String moduleFile(String apiName) {
        return "modules/" + apiName + ".yaml";
    }

    /** Throws at the first contradiction. */
    static void check(SolutionDoc solution) {
        checkLabel(MAIN_FILE, "label", solution.label());
        checkLabel(MAIN_FILE, "description", solution.description());
        Set<String> names = new LinkedHashSet<>();
        for (ModuleDoc module : solution.modules()) {
            require(
                    names.add(module.apiName()),
                    MAIN_FILE,
                    "modules",
                    "'" + module.apiName() + "' is listed twice",
                    "Keep one.");
        }
        Set<String> inMenu = new HashSet<>();
        for (String name : solution.navigation()) {
            require(names.contains(name), MAIN_FILE, "navigation", "no module '" + name + "'", "Add it to modules.");
            require(inMenu.add(name), MAIN_FILE, "navigation", "'" + name + "' is listed twice", "Keep one.");
        }
        Set<String> installed = new HashSet<>();
        for (ModuleDoc module : solution.modules()) {
            installed.add(module.apiName());
            new ModuleChecks(module, names, installed).check();
        }
    }

    private static void checkLabel(String file, String path, LabelDoc label) {
        require(!label.en().isBlank(), file, path + ".en", "the label is empty", "Write the English label.");
        require(!label.ru().isBlank(), file, path + ".ru", "the label is empty", "Write the Russian label.");
    }

    private static void require(boolean holds, String file, String path, String problem, String remedy) {
        if (!holds) {
            throw new SolutionFormatException(file, path, problem, remedy);
        }
    }

    /** The checks inside one module. */
    private record ModuleChecks(ModuleDoc module, Set<String> allModules, Set<String> installed) {

        void check() {
            label("singular", module.singular());
            label("plural", module.plural());
            require(
                    ICON.matcher(module.icon()).matches(),
                    "icon",
                    "'" + module.icon() + "' is no icon name",
                    "Use lower case letters, digits and hyphens.");
            Set<String> names = new LinkedHashSet<>();
            for (FieldDoc field : module.fields()) {
                String path = "fields." + field.apiName();
                require(
                        isApiName(field.apiName()),
                        path,
                        "no API name",
                        "Use letters, digits and _, a letter first, 50 at most.");
                require(
                        !ModuleDoc.SYSTEM_FIELDS.contains(field.apiName()),
                        path,
                        "every module has this field by itself",
                        "Remove it.");
                require(names.add(field.apiName()), path, "defined twice", "Keep one.");
                field(path, field);
            }
            displayField();
            layout(names);
            list();
        }

        private void field(String path, FieldDoc field) {
            label(path + ".label", field.label());
            if (field.help() != null) {
                label(path + ".help", field.help());
            }
            require(
                    field.isPicklist() != field.values().isEmpty(),
                    path + ".values",
                    "values and type do not agree",
                    "Give values to picklists, and to nothing else.");
            values(path, field);
            boolean isLookup = field.type().equals("lookup");
            require(
                    isLookup == (field.target() != null),
                    path + ".target",
                    "target and type do not agree",
                    "Give a target to lookups, and to nothing else.");
            if (field.target() != null) {
                require(
                        allModules.contains(field.target()),
                        path + ".target",
                        "no module '" + field.target() + "'",
                        "Name a module of this solution.");
                require(
                        installed.contains(field.target()),
                        path + ".target",
                        "'" + field.target() + "' is installed later",
                        "Move it up in modules of " + MAIN_FILE + ".");
            }
            if (field.relatedList() != null) {
                require(isLookup, path + ".related_list", "only lookups make lists", "Remove it.");
                label(path + ".related_list", field.relatedList());
            }
            for (String part : field.composedOf()) {
                require(
                        module.findField(part)
                                .filter(found -> found.type().equals("text"))
                                .isPresent(),
                        path + ".composed_of",
                        "no text field '" + part + "'",
                        "Name text fields of this module.");
            }
            require(
                    field.composedOf().isEmpty()
                            || (field.readOnly() && field.type().equals("text")),
                    path,
                    "a composed field must be read-only text",
                    "Set type: text and read_only: true.");
            require(
                    field.type().equals("boolean") ? !field.required() : !(field.required() && field.readOnly()),
                    path + ".required",
                    "nobody could ever fill it in, or it always has a value",
                    "Remove required.");
        }

        private void values(String path, FieldDoc field) {
            Set<String> seen = new HashSet<>();
            for (PicklistValueDoc value : field.values()) {
                String valuePath = path + ".values." + value.value();
                require(
                        !value.value().isBlank() && value.value().length() <= 120,
                        valuePath,
                        "a value has 1 to 120 characters",
                        "Change its length.");
                require(seen.add(value.value()), valuePath, "listed twice", "Keep one.");
                label(valuePath, value.label());
                require(
                        value.colour() == null || COLOUR.matcher(value.colour()).matches(),
                        valuePath + ".colour",
                        "no colour",
                        "Write \"#rrggbb\" in lower case.");
                require(
                        value.probability() == null || (value.probability() >= 0 && value.probability() <= 100),
                        valuePath + ".probability",
                        "not from 0 to 100",
                        "Write percent.");
            }
            if (field.isPicklist() && field.defaultValue() != null) {
                require(
                        seen.contains(field.defaultValue()),
                        path + ".default",
                        "no value '" + field.defaultValue() + "'",
                        "Name one of the values.");
            }
            if (field.type().equals("boolean") && field.defaultValue() != null) {
                require(
                        List.of("true", "false").contains(field.defaultValue()),
                        path + ".default",
                        "no truth value",
                        "Write true or false.");
            }
        }

        private void displayField() {
            require(
                    module.findField(module.displayField())
                            .filter(field -> field.type().equals("text"))
                            .isPresent(),
                    "display_field",
                    "no text field '" + module.displayField() + "'",
                    "Name a text field of this module.");
        }

        private void layout(Set<String> names) {
            Set<String> sections = new HashSet<>();
            Set<String> placed = new HashSet<>();
            for (SectionDoc section : module.layout().sections()) {
                String path = "layout.sections." + section.name();
                require(sections.add(section.name()), path, "named twice", "Rename one.");
                label(path + ".label", section.label());
                require(
                        section.columns() == 1 || section.columns() == 2,
                        path + ".columns",
                        "not 1 or 2",
                        "Write 1 or 2.");
                for (String field : section.fields()) {
                    exists(path + ".fields", field);
                    require(placed.add(field), path + ".fields", "'" + field + "' is placed twice", "Keep one.");
                }
            }
            for (String name : names) {
                require(placed.contains(name), "layout", "'" + name + "' is in no section", "Place it.");
            }
        }

        private void list() {
            Set<String> columns = new HashSet<>();
            require(!module.list().columns().isEmpty(), "list.columns", "no column", "Name one at least.");
            for (String column : module.list().columns()) {
                exists("list.columns", column);
                require(columns.add(column), "list.columns", "'" + column + "' is listed twice", "Keep one.");
            }
            exists("list.sort.field", module.list().sortField());
        }

        private void exists(String path, String field) {
            require(
                    ModuleDoc.SYSTEM_FIELDS.contains(field)
                            || module.findField(field).isPresent(),
                    path,
                    "no field '" + field + "'",
                    "Name a field of this module or a system field.");
        }

        private void label(String path, LabelDoc label) {
            checkLabel(moduleFile(module.apiName()), path, label);
        }

        private void require(boolean holds, String path, String problem, String remedy) {
            SolutionChecks.require(holds, moduleFile(module.apiName()), path, problem, remedy);
        }
    }
}
