package io.atelier.studio.setup.functions;

import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.studio.component.CodeEditor.Completion;
import io.atelier.studio.workspace.records.Workspace;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The words of the platform that the editor offers: calls, arguments, names of modules and fields. */
final class CrmCompletions {
    private CrmCompletions() {}

    static List<Completion> of(Workspace workspace) {
        List<Completion> words = new ArrayList<>();
        words.add(call(workspace, "crm.records.get", "(module, id)"));
        words.add(call(workspace, "crm.records.list", "(module, options)"));
        words.add(call(workspace, "crm.records.search", "(module, criteria, options)"));
        words.add(call(workspace, "crm.records.create", "(module, data)"));
        words.add(call(workspace, "crm.records.update", "(module, id, data)"));
        words.add(call(workspace, "crm.records.delete", "(module, id)"));
        words.add(call(workspace, "crm.functions.call", "(name, args)"));
        words.add(call(workspace, "console.log", "(…)"));
        words.add(call(workspace, "console.warn", "(…)"));
        words.add(call(workspace, "console.error", "(…)"));
        for (String name : List.of("record", "module", "rule", "event", "delivery")) {
            words.add(new Completion(
                    "args." + name, "property", "", workspace.text("function.completion.args." + name), null));
        }
        Set<String> fields = new LinkedHashSet<>();
        for (ModuleDef module : workspace.model().modules()) {
            String label = module.plural().in(workspace.locale());
            words.add(new Completion(module.apiName(), "class", label, "", null));
            for (FieldDef field : module.fields()) {
                if (fields.add(field.apiName())) {
                    words.add(new Completion(
                            "args.record." + field.apiName(),
                            "property",
                            field.label().in(workspace.locale()),
                            "",
                            null));
                }
            }
        }
        return words;
    }

    private static Completion call(Workspace workspace, String name, String parameters) {
        String key = "function.completion." + name.substring(name.indexOf('.') + 1);
        return new Completion(name, "function", parameters, workspace.text(key), name + "(");
    }
}
