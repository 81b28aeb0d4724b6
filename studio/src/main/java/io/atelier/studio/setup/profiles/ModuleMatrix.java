package io.atelier.studio.setup.profiles;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.provider.ListDataProvider;
import com.vaadin.flow.data.provider.Query;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.atelier.platform.access.Verb;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.studio.component.NativeCells;
import io.atelier.studio.workspace.records.Workspace;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Modules by verbs: what the profile allows in each module. */
final class ModuleMatrix extends Div {
    private final Workspace workspace;
    private final ProfileDraft draft;
    private final boolean editable;
    private final Grid<ModuleDef> grid = new Grid<>();
    private final ListDataProvider<ModuleDef> modules;
    private final Map<Verb, Checkbox> heads = new EnumMap<>(Verb.class);
    private final Span told = new Span();

    ModuleMatrix(Workspace workspace, ProfileDraft draft, boolean editable) {
        this.workspace = workspace;
        this.draft = draft;
        this.editable = editable;
        this.modules = new ListDataProvider<>(workspace.model().modules().stream()
                .filter(module -> !module.kind().isOwned())
                .toList());
        addClassName("rights-grid");
        TextField search = new TextField();
        search.setId("matrix-search");
        search.setPlaceholder(workspace.text("profile.matrix.search"));
        search.setAriaLabel(workspace.text("profile.matrix.search"));
        search.setClearButtonVisible(true);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addValueChangeListener(change -> find(change.getValue()));
        told.addClassName("rights-told");
        told.getElement().setAttribute("role", "status");
        configureGrid();
        add(search, told, grid);
        showHeads();
    }

    private void configureGrid() {
        grid.setId("matrix");
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.getElement().setAttribute("aria-label", workspace.text("profile.modules"));
        grid.setEmptyStateText(workspace.text("profile.matrix.none"));
        grid.addColumn(this::name)
                .setHeader(workspace.text("profile.module"))
                .setFrozen(true)
                .setWidth("10rem")
                .setFlexGrow(2);
        grid.addColumn(NativeCells.checkBox(
                        module -> Arrays.stream(Verb.values()).allMatch(verb -> draft.may(module, verb)),
                        module -> editable && Arrays.stream(Verb.values()).allMatch(verb -> mayGive(module, verb)),
                        module -> workspace.text("profile.matrix.all.of", name(module)),
                        this::setRow))
                .setHeader(workspace.text("profile.matrix.all"))
                .setWidth("4rem")
                .setFlexGrow(0);
        for (Verb verb : Verb.values()) {
            Checkbox head = new Checkbox(text(verb));
            head.setId("matrix-all-" + key(verb));
            head.setEnabled(editable);
            head.setAriaLabel(workspace.text("profile.matrix.all.verb", text(verb)));
            head.addValueChangeListener(change -> {
                if (change.isFromClient()) {
                    setColumn(verb, change.getValue());
                }
            });
            heads.put(verb, head);
            grid.addColumn(NativeCells.checkBox(
                            module -> draft.may(module, verb),
                            module -> editable && mayGive(module, verb),
                            module -> workspace.text("profile.matrix.cell", name(module), text(verb)),
                            (module, allowed) -> setCell(module, verb, allowed)))
                    .setHeader(head)
                    .setWidth("6.5rem")
                    .setFlexGrow(1);
        }
        grid.addColumn(NativeCells.checkBox(
                        draft::isOwnOnly,
                        _ -> editable,
                        module -> workspace.text("profile.matrix.own.of", name(module)),
                        draft::setOwnOnly))
                .setHeader(workspace.text("profile.matrix.own"))
                .setWidth("8rem")
                .setFlexGrow(1);
        grid.setDataProvider(modules);
    }

    private boolean mayGive(ModuleDef module, Verb verb) {
        return workspace.access().may(module, verb);
    }

    private void find(String text) {
        String wanted = text.strip().toLowerCase(workspace.locale());
        modules.setFilter(module -> name(module).toLowerCase(workspace.locale()).contains(wanted));
        showHeads();
    }

    private List<ModuleDef> shown() {
        return modules.fetch(new Query<>(modules.getFilter())).toList();
    }

    private void setCell(ModuleDef module, Verb verb, boolean allowed) {
        Set<Verb> also = draft.allow(module, verb, allowed);
        String key = allowed ? "profile.matrix.also" : "profile.matrix.alsoNot";
        told.setText(
                also.isEmpty()
                        ? ""
                        : workspace.text(
                                key, name(module), also.stream().map(this::text).collect(Collectors.joining(", "))));
        modules.refreshItem(module);
        showHeads();
    }

    private void setRow(ModuleDef module, boolean allowed) {
        Arrays.stream(Verb.values()).forEach(verb -> draft.allow(module, verb, allowed));
        told.setText("");
        modules.refreshItem(module);
        showHeads();
    }

    /** Sets the modules that are shown, so that a search can name those that are meant. */
    private void setColumn(Verb verb, boolean allowed) {
        shown().stream().filter(module -> mayGive(module, verb)).forEach(module -> draft.allow(module, verb, allowed));
        told.setText("");
        modules.refreshAll();
        showHeads();
    }

    private void showHeads() {
        List<ModuleDef> shown = shown();
        heads.forEach((verb, head) -> {
            long allowed =
                    shown.stream().filter(module -> draft.may(module, verb)).count();
            head.setValue(allowed == shown.size() && !shown.isEmpty());
            head.setIndeterminate(allowed > 0 && allowed < shown.size());
        });
    }

    private String name(ModuleDef module) {
        return module.plural().in(workspace.locale());
    }

    private String text(Verb verb) {
        return workspace.text("profile.verb." + key(verb));
    }

    private static String key(Verb verb) {
        return verb.name().toLowerCase(Locale.ROOT);
    }
}
