package io.atelier.platform.expression;

import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import java.util.ArrayList;
import java.util.List;

/** Reads the criteria that narrow what lookups may point to. */
final class LookupFilters {
    private LookupFilters() {}

    /** Returns what is wrong with them: texts that cannot be read, fields that the target does not have. */
    static List<Violation> problems(OrgModel model) {
        List<Violation> problems = new ArrayList<>();
        for (ModuleDef module : model.modules()) {
            for (FieldDef field : module.fields()) {
                if (field.properties() instanceof FieldProperties.Lookup lookup
                        && !lookup.filter().isBlank()) {
                    model.findModule(lookup.target())
                            .ifPresent(target -> check(module, field, target, lookup.filter(), problems));
                }
            }
        }
        return problems;
    }

    private static void check(
            ModuleDef module, FieldDef field, ModuleDef target, String filter, List<Violation> problems) {
        try {
            new CriteriaResolver(FieldNames.own(target::findField)).resolve(CriteriaParser.parse(filter));
        } catch (PlatformException e) {
            problems.add(
                    new Violation(e.code(), module.apiName() + "." + field.apiName(), String.valueOf(e.getMessage())));
        }
    }
}
