package io.atelier.studio.workspace.record;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Aside;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.SystemField;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.TimelineEntry;
import io.atelier.platform.record.TimelineEntry.FieldChange;
import io.atelier.platform.record.TimelineService;
import io.atelier.studio.workspace.records.NamedValues;
import io.atelier.studio.workspace.records.Workspace;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** What happened to a record, newest first: who, when, through what, what changed. */
final class TimelinePanel extends Aside {
    private static final int PAGE = 20;
    private static final int CHANGES_SHOWN = 6;

    private final Workspace workspace;
    private final TimelineService timelines;
    private final ModuleDef module;
    private final CrmRecord record;
    private final NamedValues values;
    private final OrderedList entries = new OrderedList();
    private final Button more;

    TimelinePanel(Workspace workspace, TimelineService timelines, ModuleDef module, CrmRecord record) {
        this.workspace = workspace;
        this.timelines = timelines;
        this.module = module;
        this.record = record;
        this.values = new NamedValues(workspace);
        addClassNames("card", "timeline");
        setId("timeline");
        more = new Button(workspace.text("record.timeline.more"));
        more.addThemeVariants(ButtonVariant.TERTIARY);
        add(new H2(workspace.text("record.timeline.title")), entries, more);
        load(OptionalLong.empty());
    }

    private void load(OptionalLong before) {
        List<TimelineEntry> page = timelines.timeline(workspace.actor(), module.apiName(), record.id(), before, PAGE);
        page.forEach(entry -> entries.add(item(entry)));
        more.setVisible(page.size() == PAGE);
        if (page.size() == PAGE) {
            more.setDisableOnClick(true);
            more.addSingleClickListener(_ -> {
                more.setEnabled(true);
                load(OptionalLong.of(page.getLast().id()));
            });
        }
    }

    private ListItem item(TimelineEntry entry) {
        Span what = new Span(workspace.text("record.timeline.kind." + entry.kind()));
        what.addClassName("timeline-what");
        String who = entry.actorName().isEmpty() ? workspace.text("record.timeline.system") : entry.actorName();
        String through = workspace.text(
                "record.timeline.channel." + entry.channel().name().toLowerCase(Locale.ROOT));
        String via = entry.via().isEmpty() ? through : through + ": " + entry.via();
        FieldDef time = SystemField.CREATED_TIME.definition();
        String when = workspace.values().of(time, new FieldValue.DateTime(entry.at()));
        Span meta = new Span(who + " · " + via + " · " + when);
        meta.addClassName("timeline-meta");
        ListItem item = new ListItem(what, meta);
        if (!entry.changes().isEmpty()) {
            item.add(changes(entry));
        }
        if (!entry.detail().isEmpty()) {
            Div detail = new Div();
            detail.addClassName("timeline-detail");
            entry.detail().forEach((name, value) -> detail.add(new Div(new Span(String.valueOf(value)))));
            item.add(detail);
        }
        return item;
    }

    private Div changes(TimelineEntry entry) {
        Div changes = new Div();
        changes.addClassName("timeline-changes");
        boolean created = entry.kind().equals("created");
        entry.changes().stream()
                .filter(change -> !change.field().startsWith("Created_"))
                .limit(CHANGES_SHOWN)
                .forEach(change -> changes.add(line(change, created)));
        if (entry.changes().size() > CHANGES_SHOWN) {
            changes.add(new Div(new Span(
                    workspace.text("record.timeline.others", entry.changes().size() - CHANGES_SHOWN))));
        }
        return changes;
    }

    private Div line(FieldChange change, boolean created) {
        FieldDef field = module.findField(change.field()).orElseThrow();
        String after = values.of(field, change.after());
        String value = created ? after : values.of(field, change.before()) + " → " + after;
        Span name = new Span(field.label().in(workspace.locale()));
        name.addClassName("field-label");
        return new Div(name, new Span(value));
    }
}
