package io.atelier.studio.setup.profiles;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridMultiSelectionModel;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.provider.ListDataProvider;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.atelier.platform.access.FieldLock;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.studio.component.NativeCells;
import io.atelier.studio.workspace.records.Workspace;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the profile's people may do with each field of a module; many can be set at once. */
final class FieldsPanel extends Div {
    private final Workspace workspace;
    private final ProfileDraft draft;
    private final boolean editable;
    private final ComboBox<ModuleDef> module = new ComboBox<>();
    private final TextField search = new TextField();
    private final Div tools = new Div();
    private final Span told = new Span();
    private final Grid<FieldDef> grid = new Grid<>();
    private ListDataProvider<FieldDef> fields = new ListDataProvider<>(List.of());

    FieldsPanel(Workspace workspace, ProfileDraft draft, boolean editable) {
        this.workspace = workspace;
        this.draft = draft;
        this.editable = editable;
        addClassName("rights-grid");
        module.setId("fields-module");
        module.setLabel(workspace.text("profile.module"));
        module.setItems(workspace.model().modules());
        module.setItemLabelGenerator(each -> each.plural().in(workspace.locale()));
        module.addValueChangeListener(_ -> showFields());
        search.setId("fields-search");
        search.setLabel(workspace.text("profile.fields.search"));
        search.setClearButtonVisible(true);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addValueChangeListener(_ -> find());
        tools.addClassName("tools");
        told.setId("fields-told");
        told.addClassName("rights-told");
        told.getElement().setAttribute("role", "status");
        Arrays.stream(FieldLevel.values()).forEach(level -> tools.add(setter(level)));
        Div head = new Div(module, search, tools);
        head.addClassName("rights-head");
        configureGrid();
        add(head, told, grid);
        workspace.model().modules().stream().findFirst().ifPresent(module::setValue);
        showTools();
    }

    private Button setter(FieldLevel level) {
        Button set = new Button(text(level), _ -> setSelected(level));
        set.setId("fields-set-" + key(level));
        return set;
    }

    private void configureGrid() {
        grid.setId("field-rights");
        GridMultiSelectionModel<FieldDef> selection =
                (GridMultiSelectionModel<FieldDef>) grid.setSelectionMode(Grid.SelectionMode.MULTI);
        selection.setSelectAllCheckboxVisibility(GridMultiSelectionModel.SelectAllCheckboxVisibility.VISIBLE);
        grid.getElement().setAttribute("aria-label", workspace.text("profile.fields"));
        grid.setEmptyStateText(workspace.text("profile.fields.none"));
        grid.addSelectionListener(_ -> showTools());
        grid.addColumn(this::name).setHeader(workspace.text("profile.field")).setFlexGrow(2);
        grid.addColumn(FieldDef::apiName).setHeader(workspace.text("modules.apiName"));
        grid.addColumn(NativeCells.choice(
                        this::options,
                        field -> draft.level(module.getValue(), field).name(),
                        field -> workspace.text("profile.fields.level.of", name(field)),
                        (field, level) -> set(field, FieldLevel.valueOf(level))))
                .setHeader(workspace.text("profile.fields.level"));
        grid.addColumn(this::reason)
                .setHeader(workspace.text("profile.fields.why"))
                .setFlexGrow(3);
    }

    private List<NativeCells.Option> options(FieldDef field) {
        FieldLevel now = draft.level(module.getValue(), field);
        List<FieldLevel> levels = editable ? ProfileDraft.levels(module.getValue(), field) : List.of(now);
        return levels.stream()
                .map(level -> new NativeCells.Option(level.name(), text(level)))
                .toList();
    }

    private String reason(FieldDef field) {
        return FieldLock.of(module.getValue(), field)
                .map(why -> workspace.text("profile.lock." + key(why)))
                .orElseGet(() -> field.readOnly() ? workspace.text("profile.lock.computed") : "");
    }

    private void showFields() {
        told.setText("");
        ModuleDef chosen = module.getValue();
        fields = new ListDataProvider<>(chosen == null ? List.of() : chosen.allFields());
        grid.setDataProvider(fields);
        find();
    }

    /** What is chosen is what is shown: a field out of sight is not set by a button. */
    private void find() {
        grid.deselectAll();
        String wanted = search.getValue().strip().toLowerCase(workspace.locale());
        fields.setFilter(field -> name(field).toLowerCase(workspace.locale()).contains(wanted)
                || field.apiName().toLowerCase(Locale.ROOT).contains(wanted));
    }

    private void set(FieldDef field, FieldLevel level) {
        draft.setLevel(module.getValue(), field, level);
        fields.refreshItem(field);
    }

    private void setSelected(FieldLevel level) {
        Set<FieldDef> chosen = grid.getSelectedItems();
        List<FieldDef> left = chosen.stream()
                .filter(field -> !draft.setLevel(module.getValue(), field, level))
                .toList();
        told.setText(
                left.isEmpty()
                        ? workspace.text("profile.fields.set", chosen.size(), text(level))
                        : workspace.text(
                                "profile.fields.set.left",
                                chosen.size() - left.size(),
                                text(level),
                                String.join(", ", left.stream().map(this::name).toList())));
        fields.refreshAll();
    }

    private void showTools() {
        boolean some = editable && !grid.getSelectedItems().isEmpty();
        tools.getChildren().forEach(child -> ((Button) child).setEnabled(some));
    }

    private String name(FieldDef field) {
        return field.label().in(workspace.locale());
    }

    private String text(FieldLevel level) {
        return workspace.text("profile.level." + key(level));
    }

    private static String key(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
