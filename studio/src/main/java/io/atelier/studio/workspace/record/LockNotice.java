package io.atelier.studio.workspace.record;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.SystemField;
import io.atelier.platform.record.RecordLock;
import io.atelier.studio.component.ModuleIcon;
import io.atelier.studio.workspace.records.Workspace;
import java.util.List;
import java.util.stream.Collectors;

/** Says who or what locked a record, since when and why, and what can be changed all the same. */
final class LockNotice extends Div {
    static final String ID = "record-locked";

    LockNotice(Workspace workspace, ModuleDef module, RecordLock lock) {
        setId(ID);
        addClassName("lock-notice");
        getElement().setAttribute("role", "note");
        Div lines = new Div();
        lines.addClassName("lock-lines");
        lock.byHand().ifPresent(hand -> {
            String when =
                    workspace.values().of(SystemField.CREATED_TIME.definition(), new FieldValue.DateTime(hand.at()));
            String who = hand.byName().isEmpty() ? workspace.text("lock.by.gone") : hand.byName();
            lines.add(line(workspace.text("lock.by.hand", who, when), "lock-what"));
            if (!hand.reason().isEmpty()) {
                lines.add(line(hand.reason(), "lock-reason"));
            }
        });
        lock.rules().forEach(rule -> lines.add(line(workspace.text("lock.by.rule", rule.name()), "lock-what")));
        List<FieldDef> open = workspace.access().fields(module).stream()
                .filter(field -> lock.openFields().contains(field.apiName()))
                .toList();
        if (lock.exempt()) {
            lines.add(line(workspace.text("lock.exempt"), "lock-open"));
        } else if (!open.isEmpty()) {
            String names = open.stream()
                    .map(field -> field.label().in(workspace.locale()))
                    .collect(Collectors.joining(", "));
            lines.add(line(workspace.text("lock.open", names), "lock-open"));
        }
        if (!lock.exempt() && !lock.mayUnlock()) {
            String help = lock.byHand()
                    .filter(hand -> !hand.byName().isEmpty())
                    .map(hand -> workspace.text("lock.ask", hand.byName()))
                    .orElseGet(() -> workspace.text("lock.ask.administrator"));
            lines.add(line(help, "lock-open"));
        }
        add(ModuleIcon.decorative(VaadinIcon.LOCK), lines);
    }

    private static Span line(String text, String name) {
        Span line = new Span(text);
        line.addClassName(name);
        return line;
    }
}
