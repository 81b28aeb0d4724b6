package io.atelier.platform.expression;

import io.atelier.platform.common.Violation;
import io.atelier.platform.expression.FormulaGraph.Node;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.spi.DerivedFieldRules;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Tells the model what its formulas and rollup summaries are like. */
@Component
class FormulaRules implements DerivedFieldRules {
    @Override
    public boolean isLive(OrgModel model, ModuleDef module, FieldDef formula) {
        List<ModuleDef> modules = new ArrayList<>();
        for (ModuleDef other : model.modules()) {
            modules.add(other.apiName().equals(module.apiName()) ? with(module, formula) : other);
        }
        if (model.findModule(module.apiName()).isEmpty()) {
            modules.add(with(module, formula));
        }
        return DerivedFields.of(new OrgModel(model.org(), model.version(), modules, model.picklists()))
                .isLive(new Node(module.apiName(), formula.apiName()));
    }

    private static ModuleDef with(ModuleDef module, FieldDef field) {
        List<FieldDef> fields = new ArrayList<>(module.fields());
        fields.removeIf(other -> other.apiName().equals(field.apiName()));
        fields.add(field);
        return module.withFields(fields);
    }

    @Override
    public List<Violation> problems(OrgModel model) {
        List<Violation> problems = new ArrayList<>(DerivedFields.of(model).problems());
        problems.addAll(LookupFilters.problems(model));
        return problems;
    }
}
