package io.atelier.studio.setup.modules;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import io.atelier.platform.record.TypeChange;
import io.atelier.platform.record.TypeChangeService;
import io.atelier.studio.workspace.records.Workspace;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;

/** The changes of type of a module's fields: how far they are, and how they ended. */
final class TypeChangesCard extends Div {
    private static final int SHOWN = 5;

    private final Workspace workspace;
    private final TypeChangeService changes;
    private final String module;
    private final UnorderedList list = new UnorderedList();

    TypeChangesCard(Workspace workspace, TypeChangeService changes, String module) {
        this.workspace = workspace;
        this.changes = changes;
        this.module = module;
        addClassNames("card", "type-changes");
        setId("type-changes");
        list.addClassName("field-list");
        Button refresh = new Button(workspace.text("modules.change.refresh"), _ -> refresh());
        refresh.addThemeVariants(ButtonVariant.TERTIARY);
        Div head = new Div(new H2(workspace.text("modules.change.list")), refresh);
        head.addClassName("card-head");
        add(head, list);
        refresh();
    }

    /** Asks anew; hides itself where no type was ever changed. */
    void refresh() {
        List<TypeChange> newest = changes.changes(workspace.actor()).stream()
                .filter(change -> change.module().equals(module))
                .limit(SHOWN)
                .toList();
        list.removeAll();
        newest.forEach(change -> list.add(item(change)));
        setVisible(!newest.isEmpty());
    }

    private ListItem item(TypeChange change) {
        NumberFormat numbers = NumberFormat.getIntegerInstance(workspace.locale());
        Span name = new Span(workspace
                .model()
                .findModule(module)
                .flatMap(known -> known.findField(change.field()))
                .map(field -> field.label().in(workspace.locale()))
                .orElse(change.field()));
        name.addClassName("designer-label");
        Span state = new Span(workspace.text(
                "modules.change.state." + change.state().name().toLowerCase(Locale.ROOT),
                numbers.format(change.done()),
                numbers.format(change.emptied())));
        state.addClassName("designer-type");
        ListItem item = new ListItem(name, state);
        if (!change.problem().isEmpty()) {
            Span problem = new Span(change.problem());
            problem.addClassName("field-problems");
            item.add(problem);
        }
        if (change.state() == TypeChange.State.RUNNING) {
            Button stop = new Button(workspace.text("modules.change.cancel"), _ -> {
                changes.cancel(workspace.actor(), change.id());
                refresh();
            });
            stop.addThemeVariants(ButtonVariant.TERTIARY);
            item.add(stop);
        }
        return item;
    }
}
