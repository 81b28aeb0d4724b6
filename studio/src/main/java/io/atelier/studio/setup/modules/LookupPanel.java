package io.atelier.studio.setup.modules;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.textfield.TextField;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.expression.CriteriaParser;
import io.atelier.platform.expression.CriteriaResolver;
import io.atelier.platform.expression.FieldNames;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.studio.workspace.records.Workspace;
import java.util.Optional;

/** What a lookup points to, the list that it makes there, and which records it takes. */
final class LookupPanel extends TypePanel {
    private final ComboBox<ModuleDef> target;
    private final RelatedListFields related;
    private final TextField filter;

    LookupPanel(Workspace workspace, ModuleDraft draft, FieldProperties.Lookup known, boolean stored) {
        super(workspace);
        target = new TargetBox(workspace, ordinaryModules(), known.target(), stored);
        related = new RelatedListFields(
                workspace, known.target().isEmpty() ? RelatedListFields.proposed(draft) : known.relatedList());
        filter = text("modules.filter", "field-filter", known.filter());
        filter.setHelperText(workspace.text("modules.filter.help"));
        filter.addClassName("formula");
        form.add(target, filter, related.english, related.russian);
    }

    @Override
    Optional<FieldProperties> properties() {
        target.setInvalid(target.isEmpty());
        String problem = target.getOptionalValue().map(this::problemOf).orElse("");
        filter.setErrorMessage(problem);
        filter.setInvalid(!problem.isEmpty());
        if (filter.isInvalid()) {
            return Optional.empty();
        }
        return target.getOptionalValue()
                .map(module -> new FieldProperties.Lookup(
                        module.apiName(), related.title(), filter.getValue().strip()));
    }

    /** Says what is wrong with the criteria over the module; empty where nothing is. */
    private String problemOf(ModuleDef module) {
        try {
            new CriteriaResolver(FieldNames.of(workspace.model(), module))
                    .resolve(CriteriaParser.parse(filter.getValue().strip()));
            return "";
        } catch (PlatformException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
