package io.atelier.studio.setup.territories;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.atelier.platform.expression.CriteriaParser;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.studio.component.CriteriaBuilder;
import io.atelier.studio.component.ModuleIcon;
import io.atelier.studio.workspace.records.Workspace;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Which records of which modules join a territory by themselves. */
final class TerritoryCriteria extends Section {
    private final Workspace workspace;
    private final Map<String, CriteriaBuilder> builders = new LinkedHashMap<>();
    /** Of modules that this person does not see: they are kept as they are. */
    private final Map<String, String> unseen = new HashMap<>();

    private final Div blocks = new Div();
    private final ComboBox<ModuleDef> module = new ComboBox<>();

    TerritoryCriteria(Workspace workspace, Map<String, String> criteria) {
        this.workspace = workspace;
        addClassNames("card", "form-card");
        Paragraph hint = new Paragraph(workspace.text("territory.criteria.hint"));
        hint.addClassName("hint");
        module.setId("territory-module");
        module.setLabel(workspace.text("territory.criteria.module"));
        module.setItemLabelGenerator(each -> each.plural().in(workspace.locale()));
        Button add = new Button(
                workspace.text("territory.criteria.add"),
                ModuleIcon.decorative(VaadinIcon.PLUS),
                _ -> module.getOptionalValue().ifPresent(each -> {
                    block(each, "").addBlankRow();
                    offer();
                }));
        add.setId("territory-module-add");
        Div row = new Div(module, add);
        row.addClassName("share-row");
        add(new H2(workspace.text("territory.criteria")), hint, blocks, row);
        criteria.forEach((name, text) ->
                workspace.findModule(name).ifPresentOrElse(each -> block(each, text), () -> unseen.put(name, text)));
        offer();
    }

    private CriteriaBuilder block(ModuleDef of, String criteria) {
        String name = of.plural().in(workspace.locale());
        CriteriaBuilder builder = new CriteriaBuilder(workspace.ownCriteriaFields(of), workspace.editors(of));
        builder.setCriteria(CriteriaParser.parse(criteria));
        Div block = new Div();
        Button remove = new Button(ModuleIcon.decorative(VaadinIcon.TRASH), _ -> {
            builders.remove(of.apiName());
            blocks.remove(block);
            offer();
        });
        remove.setAriaLabel(workspace.text("territory.criteria.remove", name));
        remove.addThemeVariants(ButtonVariant.TERTIARY);
        Div head = new Div(new H3(name), remove);
        head.addClassName("card-head");
        block.add(head, builder);
        blocks.add(block);
        builders.put(of.apiName(), builder);
        return builder;
    }

    private void offer() {
        module.setItems(workspace.model().modules().stream()
                .filter(each -> !each.kind().isOwned() && !builders.containsKey(each.apiName()))
                .filter(each -> workspace.findModule(each.apiName()).isPresent())
                .toList());
    }

    /** Returns the criteria by module; a module without a condition is left out. */
    Map<String, String> criteria() {
        Map<String, String> all = builders.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().criteria().toText()));
        all.putAll(unseen);
        return all;
    }
}
