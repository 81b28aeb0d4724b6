package io.atelier.studio.setup.audit;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import io.atelier.platform.access.Verb;
import io.atelier.platform.audit.AuditFilter;
import io.atelier.platform.audit.AuditKind;
import io.atelier.platform.identity.User;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.studio.workspace.records.Workspace;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Asks which rows are wanted; days are the reader's own. */
final class AuditFilterBar extends Div {
    private final ComboBox<AuditKind> kind = new ComboBox<>();
    private final ComboBox<User> user = new ComboBox<>();
    private final ComboBox<ModuleDef> module = new ComboBox<>();
    private final DatePicker from = new DatePicker();
    private final DatePicker to = new DatePicker();
    private final ZoneId zone;

    AuditFilterBar(Workspace workspace, List<User> users, ZoneId zone, Runnable changed) {
        this.zone = zone;
        addClassNames("card", "tools");
        getStyle().set("align-items", "end");
        kind.setItems(AuditKind.values());
        kind.setItemLabelGenerator(value -> AuditTexts.kind(workspace, value));
        user.setItems(users);
        user.setItemLabelGenerator(User::name);
        module.setItems(workspace.model().modules().stream()
                .filter(definition -> workspace.access().may(definition, Verb.READ))
                .toList());
        module.setItemLabelGenerator(definition -> definition.plural().in(workspace.locale()));
        kind.setLabel(workspace.text("audit.kind"));
        user.setLabel(workspace.text("audit.user"));
        module.setLabel(workspace.text("audit.module"));
        from.setLabel(workspace.text("audit.from"));
        to.setLabel(workspace.text("audit.to"));
        kind.setId("audit-kind");
        user.setId("audit-user");
        module.setId("audit-module");
        from.setId("audit-from");
        to.setId("audit-to");
        from.setLocale(workspace.locale());
        to.setLocale(workspace.locale());
        kind.setClearButtonVisible(true);
        user.setClearButtonVisible(true);
        module.setClearButtonVisible(true);
        kind.addValueChangeListener(_ -> changed.run());
        user.addValueChangeListener(_ -> changed.run());
        module.addValueChangeListener(_ -> changed.run());
        from.addValueChangeListener(_ -> changed.run());
        to.addValueChangeListener(_ -> changed.run());
        add(kind, user, module, from, to);
    }

    AuditFilter filter() {
        AuditFilter filter = AuditFilter.ALL.between(
                Optional.ofNullable(from.getValue())
                        .map(day -> day.atStartOfDay(zone).toInstant()),
                Optional.<LocalDate>ofNullable(to.getValue())
                        .map(day -> day.plusDays(1).atStartOfDay(zone).toInstant()));
        if (kind.getValue() != null) {
            filter = filter.of(kind.getValue());
        }
        if (user.getValue() != null) {
            filter = filter.by(user.getValue().id());
        }
        return module.getValue() == null ? filter : filter.in(module.getValue().apiName());
    }
}
