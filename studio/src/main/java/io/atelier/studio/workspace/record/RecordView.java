package io.atelier.studio.workspace.record;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import io.atelier.platform.access.Access;
import io.atelier.platform.access.Verb;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel.RelatedList;
import io.atelier.platform.metadata.SectionDef;
import io.atelier.platform.org.Notice;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.ExplainService;
import io.atelier.platform.record.OwnRights;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordLock;
import io.atelier.platform.record.RecordLockService;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.TimelineService;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.record.WriteResult;
import io.atelier.studio.component.AddressParts;
import io.atelier.studio.component.ModuleIcon;
import io.atelier.studio.shell.Routes;
import io.atelier.studio.shell.UiNotices;
import io.atelier.studio.workspace.records.RecordDialog;
import io.atelier.studio.workspace.records.UndoOffer;
import io.atelier.studio.workspace.records.Workspace;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;

/** One record: what it holds, what points to it, what happened to it. */
@Route(Routes.RECORD)
@PermitAll
final class RecordView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private final Workspace workspace;
    private final RecordService records;
    private final TimelineService timelines;
    private final RecordLockService locks;
    private final UiNotices notices;
    private final UndoOffer undo;
    private final ExplainService explain;
    private final List<InlineField> inline = new ArrayList<>();
    private final List<RecordPanel> panels;
    private String pageTitle = "";
    private long shownVersion;
    private Optional<RecordLock> lock = Optional.empty();
    private OwnRights rights = new OwnRights(false, false);
    private final Div body = new Div();
    private Optional<TimelinePanel> timeline = Optional.empty();

    RecordView(
            Workspace workspace,
            RecordService records,
            TimelineService timelines,
            RecordLockService locks,
            UiNotices notices,
            UndoOffer undo,
            ExplainService explain,
            ObjectProvider<RecordPanel> panels) {
        this.workspace = workspace;
        this.records = records;
        this.timelines = timelines;
        this.locks = locks;
        this.notices = notices;
        this.undo = undo;
        this.explain = explain;
        this.panels = panels.orderedStream().toList();
        addClassNames("page", "record-view");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        ModuleDef module = event.getRouteParameters()
                .get("module")
                .flatMap(workspace::findModule)
                .orElseThrow(NotFoundException::new);
        long id = event.getRouteParameters()
                .get("id")
                .filter(text -> text.matches("\\d{1,18}"))
                .map(Long::parseLong)
                .orElseThrow(NotFoundException::new);
        CrmRecord record = find(module, id).orElseThrow(NotFoundException::new);
        show(module, record);
        notices.listen(this, workspace.actor().org(), Notice.Topic.RECORDS, notice -> {
            if (notice.subject().equals(module.apiName())) {
                find(module, id).ifPresent(fresh -> follow(module, fresh));
            }
        });
    }

    /** A note of a job changes the timeline alone; then whoever types in a field is left in peace. */
    private void follow(ModuleDef module, CrmRecord fresh) {
        if (fresh.version() != shownVersion || !lockOf(module, fresh).equals(lock)) {
            refresh(module, fresh);
        } else {
            showTimeline(module, fresh);
        }
    }

    /** Shows what the record is by now, but for fields in which somebody types: these keep what was written. */
    private void refresh(ModuleDef module, CrmRecord fresh) {
        if (inline.stream().noneMatch(InlineField::isEditing)) {
            show(module, fresh);
            return;
        }
        shownVersion = fresh.version();
        inline.forEach(field -> field.follow(fresh));
        showTimeline(module, fresh);
    }

    private void showTimeline(ModuleDef module, CrmRecord fresh) {
        TimelinePanel newer = new TimelinePanel(workspace, timelines, module, fresh);
        timeline.ifPresent(shown -> body.replace(shown, newer));
        timeline = Optional.of(newer);
    }

    private Optional<CrmRecord> find(ModuleDef module, long id) {
        return records.find(workspace.actor(), module.apiName(), id);
    }

    private Optional<RecordLock> lockOf(ModuleDef module, CrmRecord record) {
        return locks.lockOf(workspace.actor(), module.apiName(), record.id());
    }

    private void show(ModuleDef module, CrmRecord record) {
        lock = lockOf(module, record);
        shownVersion = record.version();
        rights = explain.own(workspace.actor(), module.apiName(), record.id());
        pageTitle = workspace.nameOf(module, record);
        Runnable reload = () -> find(module, record.id()).ifPresent(fresh -> refresh(module, fresh));
        inline.clear();
        Div main = new Div();
        main.addClassName("record-main");
        Access access = workspace.access();
        for (SectionDef section : module.layout().sections()) {
            List<FieldDef> fields = AddressParts.shown(module, section).stream()
                    .map(name -> access.findField(module, name))
                    .flatMap(Optional::stream)
                    .toList();
            if (!fields.isEmpty()) {
                main.add(section(module, record, section, fields, reload));
            }
        }
        panels.forEach(panel -> panel.create(module, record, reload).ifPresent(main::add));
        for (RelatedList related : workspace.model().relatedLists(module)) {
            if (access.may(related.module(), Verb.READ)) {
                main.add(new RelatedListPanel(workspace, records, related, record));
            }
        }
        TimelinePanel newest = new TimelinePanel(workspace, timelines, module, record);
        timeline = Optional.of(newest);
        body.removeAll();
        body.add(main, newest);
        body.addClassName("record-body");
        removeAll();
        add(header(module, record, reload));
        lock.ifPresent(found -> add(new LockNotice(workspace, module, found)));
        add(body);
    }

    private Component header(ModuleDef module, CrmRecord record, Runnable reload) {
        Anchor back = new Anchor(Routes.list(module.apiName()), module.plural().in(workspace.locale()));
        back.getElement().setAttribute("router-link", true);
        back.addClassName("breadcrumb");
        Div heading = new Div(back, new H1(pageTitle));
        heading.addClassName("heading-stack");
        Div tools = new Div();
        tools.addClassName("tools");
        panels.forEach(panel -> panel.actions(module, record, reload).forEach(tools::add));
        if (rights.mayEdit()) {
            Button edit = new Button(
                    workspace.text("record.edit"),
                    ModuleIcon.decorative(VaadinIcon.EDIT),
                    _ -> RecordDialog.edit(workspace, records, module, record, _ -> reload.run()));
            edit.setId("record-edit");
            explainLock(edit);
            tools.add(edit);
        }
        if (rights.mayDelete()) {
            Button delete = new Button(
                    workspace.text("record.delete"),
                    ModuleIcon.decorative(VaadinIcon.TRASH),
                    _ -> delete(module, record));
            delete.setId("record-delete");
            explainLock(delete);
            tools.add(delete);
        }
        Div header = new Div(heading, tools);
        header.addClassName("record-header");
        return header;
    }

    /** Disables what the lock refuses; the reason stands below. */
    private void explainLock(Button button) {
        if (lock.filter(found -> !found.exempt()).isPresent()) {
            button.setEnabled(false);
            button.getElement().setAttribute("aria-describedby", LockNotice.ID);
        }
    }

    private boolean isOpen(FieldDef field) {
        return lock.filter(found -> !found.leaves(field.apiName())).isEmpty();
    }

    private Component section(
            ModuleDef module, CrmRecord record, SectionDef section, List<FieldDef> fields, Runnable reload) {
        Div grid = new Div();
        grid.addClassNames("fields", "columns-" + section.columns());
        for (FieldDef field : fields) {
            boolean mayEdit = rights.mayEdit() && isOpen(field);
            InlineField shown = new InlineField(workspace, records, module, record, field, mayEdit, reload);
            inline.add(shown);
            grid.add(shown);
        }
        Section block = new Section(new H2(section.label().in(workspace.locale())), grid);
        block.addClassName("card");
        return block;
    }

    private void delete(ModuleDef module, CrmRecord record) {
        WriteResult result = records.write(
                workspace.actor(), WriteRequest.of(module.apiName(), new RecordChange.Delete(record.id())));
        result.single();
        UI ui = UI.getCurrent();
        ui.navigate(Routes.list(module.apiName()));
        undo.show(
                workspace,
                workspace.text("record.deleted", workspace.nameOf(module, record)),
                result.operationId(),
                () -> ui.navigate(Routes.record(module.apiName(), record.id())));
    }

    @Override
    public String getPageTitle() {
        return pageTitle;
    }
}
