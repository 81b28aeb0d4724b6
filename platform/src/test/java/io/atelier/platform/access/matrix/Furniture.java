package io.atelier.platform.access.matrix;

import io.atelier.platform.access.AccessLevel;
import io.atelier.platform.access.GroupService;
import io.atelier.platform.access.Principal;
import io.atelier.platform.access.SharingRule.SharingRuleData;
import io.atelier.platform.access.SharingService;
import io.atelier.platform.access.Territory.TerritoryData;
import io.atelier.platform.access.TerritoryService;
import io.atelier.platform.access.UserGroup.GroupData;
import io.atelier.platform.analytics.ComponentDef;
import io.atelier.platform.analytics.Dashboard;
import io.atelier.platform.analytics.DashboardService;
import io.atelier.platform.automation.RuleAction;
import io.atelier.platform.automation.RuleData;
import io.atelier.platform.automation.RuleService;
import io.atelier.platform.common.Label;
import io.atelier.platform.function.FunctionDef;
import io.atelier.platform.function.FunctionRunner;
import io.atelier.platform.function.FunctionService;
import io.atelier.platform.function.Trigger;
import io.atelier.platform.mail.MailTemplateData;
import io.atelier.platform.mail.MailTemplateService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.AggregateQuery;
import io.atelier.platform.record.ShareService;
import io.atelier.platform.transfer.ImportPlan;
import io.atelier.platform.transfer.ImportService;
import io.atelier.platform.transfer.ValueFormat;
import io.atelier.platform.webform.WebFormData;
import io.atelier.platform.webform.WebFormService;
import io.atelier.platform.widget.WidgetService;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.stereotype.Component;

/** Fills an organization with one of each thing that has an id, all of them named by the same word. */
@Component
class Furniture {
    private final GroupService groups;
    private final SharingService sharing;
    private final TerritoryService territories;
    private final DashboardService dashboards;
    private final RuleService rules;
    private final FunctionService functions;
    private final FunctionRunner runner;
    private final MailTemplateService templates;
    private final ImportService imports;
    private final WebFormService forms;
    private final WidgetService widgets;
    private final ShareService shares;

    Furniture(
            GroupService groups,
            SharingService sharing,
            TerritoryService territories,
            DashboardService dashboards,
            RuleService rules,
            FunctionService functions,
            FunctionRunner runner,
            MailTemplateService templates,
            ImportService imports,
            WebFormService forms,
            WidgetService widgets,
            ShareService shares) {
        this.groups = groups;
        this.sharing = sharing;
        this.territories = territories;
        this.dashboards = dashboards;
        this.rules = rules;
        this.functions = functions;
        this.runner = runner;
        this.templates = templates;
        this.imports = imports;
        this.forms = forms;
        this.widgets = widgets;
        this.shares = shares;
    }

    /** @param record a lead */
    void bring(Actor admin, String word, long record) throws IOException {
        Principal everybody = new Principal(
                Principal.Kind.GROUP,
                groups.create(admin, new GroupData(word, "", Set.of())).id());
        sharing.create(
                admin,
                new SharingRuleData(
                        "Leads",
                        word,
                        Optional.empty(),
                        "(Last_Name:equals:" + word + ")",
                        everybody,
                        AccessLevel.READ_ONLY,
                        false,
                        false));
        territories.create(
                admin,
                new TerritoryData(
                        word, "", OptionalLong.empty(), Optional.empty(), Set.of(), AccessLevel.READ_ONLY, Map.of()));
        dashboards.save(admin, new Dashboard(0, word, 0, List.of(component(word))));
        rules.create(
                admin,
                new RuleData(
                        word,
                        "Leads",
                        RuleData.Event.CREATED,
                        "",
                        List.of(new RuleAction.UpdateField("City", word)),
                        false));
        FunctionDef function = functions.create(admin, "fn", word, "export default () => '" + word + "';");
        functions.publish(admin, function.id(), function.revision());
        runner.run(admin, "fn", "{}", Trigger.of(Trigger.Kind.API));
        templates.create(admin, new MailTemplateData(word, "Leads", word, "<p>" + word + "</p>"));
        long file = imports.upload(admin, word + ".csv", text("Last Name\n" + word + "\n"))
                .id();
        imports.start(
                admin,
                new ImportPlan(
                        "Contacts",
                        file,
                        List.of(new ImportPlan.Mapping(0, "Last_Name", ValueFormat.TEXT)),
                        ImportPlan.Duplicates.NONE));
        forms.create(
                admin,
                new WebFormData(
                        word,
                        "Contacts",
                        List.of(new WebFormData.FormField("Last_Name", true, Optional.empty())),
                        Label.of(word),
                        List.of(),
                        admin.user().value()));
        widgets.upload(admin, word, "Leads", zip(word));
        shares.share(admin, "Leads", record, everybody, AccessLevel.READ_ONLY);
    }

    private static ComponentDef component(String word) {
        return new ComponentDef(
                "a",
                Label.of(word),
                ComponentDef.Kind.NUMBER,
                "Leads",
                "",
                AggregateQuery.Measure.COUNT,
                "",
                "",
                new ComponentDef.Place(0, 0, 6, 4));
    }

    private static ByteArrayInputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ByteArrayInputStream zip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry("app/widget.html"));
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
