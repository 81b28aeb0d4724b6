package io.atelier.studio.setup.access;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Principal;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.UserId;
import io.atelier.platform.record.ExplainService;
import io.atelier.platform.record.Explanation;
import io.atelier.studio.component.LookupItem;
import io.atelier.studio.shell.CurrentActor;
import io.atelier.studio.shell.Needs;
import io.atelier.studio.workspace.records.Workspace;
import io.atelier.studio.workspace.share.Principals;
import io.atelier.studio.workspace.share.Principals.Named;
import io.atelier.studio.workspace.share.Reasons;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says whether somebody can see, edit or delete a record, and which rules make it so. */
@Route("setup/access")
@Needs(Permission.MANAGE_SECURITY)
@Menu(title = "access.title", order = 165, icon = "vaadin:question-circle-o")
@PermitAll
final class AccessView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    /** Most records that a search offers. */
    private static final int MAX_OFFERED = 50;

    private final Workspace workspace;
    private final Principals principals;
    private final Reasons reasons;
    private final ExplainService explain;
    private final CurrentActor current;
    private final ComboBox<Named> user = new ComboBox<>();
    private final ComboBox<ModuleDef> module = new ComboBox<>();
    private final ComboBox<LookupItem> record = new ComboBox<>();
    private final ComboBox<FieldDef> field = new ComboBox<>();
    private final Select<Asked> asked = new Select<>();
    private final Button viewAs = new Button();
    private final Section result = new Section();

    AccessView(
            Workspace workspace, Principals principals, Reasons reasons, ExplainService explain, CurrentActor current) {
        this.workspace = workspace;
        this.principals = principals;
        this.reasons = reasons;
        this.explain = explain;
        this.current = current;
        workspace.access().require(Permission.MANAGE_SECURITY);
        addClassNames("page", "door");
        configure();
        Paragraph hint = new Paragraph(getTranslation("access.hint"));
        hint.addClassName("hint");
        Div form = new Div(user, asked, module, record, field, viewAs);
        form.addClassNames("card", "tools");
        form.getStyle().set("flex-wrap", "wrap").set("align-items", "end");
        result.setId("access-result");
        result.addClassNames("card", "form-card");
        result.getElement().setAttribute("aria-live", "polite");
        result.setVisible(false);
        add(new H1(getTranslation("access.title")), hint, form, result);
    }

    private void configure() {
        user.setId("access-user");
        user.setLabel(getTranslation("access.person"));
        user.setItems(principals.all(Principal.Kind.USER));
        user.setItemLabelGenerator(Named::name);
        module.setId("access-module");
        module.setLabel(getTranslation("access.module"));
        module.setItems(workspace.model().modules().stream()
                .filter(each -> !each.kind().isOwned() && !each.displayField().isEmpty())
                .toList());
        module.setItemLabelGenerator(each -> each.plural().in(workspace.locale()));
        record.setId("access-record");
        record.setLabel(getTranslation("access.record"));
        record.setItemLabelGenerator(LookupItem::name);
        record.setItems(
                query -> found(query.getFilter().orElse(""), query.getOffset() + query.getLimit()).stream()
                        .skip(query.getOffset()),
                query -> found(query.getFilter().orElse(""), MAX_OFFERED).size());
        field.setId("access-field");
        field.setLabel(getTranslation("access.field"));
        field.setItemLabelGenerator(each -> each.label().in(workspace.locale()));
        field.setClearButtonVisible(true);
        asked.setId("access-asked");
        asked.setLabel(getTranslation("access.asked"));
        asked.setItems(Asked.values());
        asked.setItemLabelGenerator(each -> getTranslation("access.asked." + key(each)));
        asked.setValue(Asked.SEE);
        viewAs.setId("access-view-as");
        viewAs.setText(getTranslation("access.viewAs"));
        viewAs.setVisible(false);
        viewAs.addClickListener(_ -> user.getOptionalValue().ifPresent(chosen -> {
            current.startViewAs(id(chosen));
            getUI().ifPresent(ui -> ui.getPage().setLocation("."));
        }));
        user.addValueChangeListener(_ -> answer());
        asked.addValueChangeListener(_ -> answer());
        record.addValueChangeListener(_ -> answer());
        field.addValueChangeListener(_ -> answer());
        module.addValueChangeListener(change -> {
            record.clear();
            record.getLazyDataView().refreshAll();
            field.setItems(
                    change.getValue() == null ? List.of() : workspace.access().fields(change.getValue()));
            answer();
        });
    }

    private List<LookupItem> found(String text, int limit) {
        return module.isEmpty() ? List.of() : workspace.named(module.getValue().apiName(), text, limit);
    }

    private static UserId id(Named named) {
        return new UserId(named.principal().id());
    }

    @Override
    public void beforeEnter(BeforeEnterEvent enter) {
        QueryParameters wanted = enter.getLocation().getQueryParameters();
        wanted.getSingleParameter("user")
                .flatMap(id -> principals.all(Principal.Kind.USER).stream()
                        .filter(each -> Long.toString(each.principal().id()).equals(id))
                        .findFirst())
                .ifPresent(user::setValue);
        wanted.getSingleParameter("module")
                .flatMap(workspace::findModule)
                .filter(each -> !each.kind().isOwned())
                .ifPresent(chosen -> {
                    module.setValue(chosen);
                    wanted.getSingleParameter("record")
                            .filter(text -> text.matches("\\d{1,18}"))
                            .flatMap(id -> workspace.find(chosen, Long.parseLong(id)))
                            .ifPresent(record::setValue);
                });
    }

    private void answer() {
        viewAs.setVisible(workspace.access().isAdministrator()
                && user.getOptionalValue()
                        .filter(chosen -> !id(chosen).equals(workspace.actor().user()))
                        .isPresent());
        result.removeAll();
        result.setVisible(!user.isEmpty() && !module.isEmpty() && !record.isEmpty());
        if (!result.isVisible()) {
            return;
        }
        Optional<FieldDef> about = field.getOptionalValue();
        Explanation explanation = explain.explain(
                workspace.actor(),
                id(user.getValue()),
                module.getValue().apiName(),
                record.getValue().id(),
                about.map(FieldDef::apiName));
        Verdict verdict = new Verdict(
                workspace, reasons, module.getValue(), record.getValue().id(), explanation, asked.getValue(), about);
        String key = "access.verdict." + (verdict.isYes() ? "yes." : "no.") + key(asked.getValue());
        H2 said = new H2(
                getTranslation(key, user.getValue().name(), record.getValue().name()));
        said.setId("access-verdict");
        OrderedList chain = new OrderedList();
        verdict.steps().forEach(step -> chain.add(item(step)));
        result.add(said, chain);
    }

    private ListItem item(Verdict.Step step) {
        Span mark = new Span(getTranslation(step.good() ? "access.step.yes" : "access.step.no"));
        mark.addClassName(step.good() ? "step-yes" : "step-no");
        ListItem item = new ListItem(mark, new Span(" " + step.text() + " "));
        step.address().ifPresent(address -> {
            Anchor link = new Anchor(address, getTranslation("access.step.open"));
            link.setAriaLabel(getTranslation("access.step.open.of", step.text()));
            item.add(link);
        });
        return item;
    }

    private static String key(Asked each) {
        return each.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("access.title");
    }
}
