package io.atelier.templates.solution;

import java.util.List;
import java.util.Optional;

/**
 * A whole solution.
 *
 * @param modules in the order of installation: a module comes after the modules that its lookups point to
 * @param navigation API names in the order of the main menu
 */
public record SolutionDoc(
        String name, LabelDoc label, LabelDoc description, List<ModuleDoc> modules, List<String> navigation) {

    public SolutionDoc {
        modules = List.copyOf(modules);
        navigation = List.copyOf(navigation);
    }

    /** Finds a module by its API name. */
    public Optional<ModuleDoc> findModule(String apiName) {
        return modules.stream()
                .filter(module -> module.apiName().equals(apiName))
                .findFirst();
    }
}
