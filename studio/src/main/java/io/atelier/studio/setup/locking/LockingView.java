package io.atelier.studio.setup.locking;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Profile;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.record.LockingConfiguration;
import io.atelier.platform.record.LockingConfigurationService;
import io.atelier.platform.record.LockingData;
import io.atelier.studio.component.Confirmation;
import io.atelier.studio.component.Toast;
import io.atelier.studio.setup.rights.Attempt;
import io.atelier.studio.shell.Needs;
import io.atelier.studio.workspace.records.Workspace;
import jakarta.annotation.security.PermitAll;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How records of one module are locked; saved as a whole. */
@Route("setup/locking/:module")
@Needs(Permission.CUSTOMIZE)
@PermitAll
final class LockingView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private final Workspace workspace;
    private final LockingConfigurationService configurations;
    private final AccessService access;
    private final Checkbox byHand = new Checkbox();
    private final MultiSelectComboBox<Profile> locking = new MultiSelectComboBox<>();
    private final MultiSelectComboBox<Profile> exemptProfiles = new MultiSelectComboBox<>();
    private final MultiSelectComboBox<FieldDef> exemptFields;
    private String title = "";

    LockingView(Workspace workspace, LockingConfigurationService configurations, AccessService access) {
        this.workspace = workspace;
        this.configurations = configurations;
        this.access = access;
        this.exemptFields = OpenFields.box(workspace, "locking-fields");
        addClassNames("page", "record-main");
        configure();
    }

    private void configure() {
        byHand.setId("locking-by-hand");
        byHand.setLabel(getTranslation("locking.byhand.on"));
        locking.setId("locking-profiles");
        locking.setLabel(getTranslation("locking.byhand.profiles"));
        locking.setHelperText(getTranslation("locking.byhand.profiles.help"));
        exemptProfiles.setId("locking-exempt");
        exemptProfiles.setLabel(getTranslation("locking.exempt.profiles"));
        exemptProfiles.setHelperText(getTranslation("locking.exempt.profiles.help", LockingData.MAX_EXEMPT_PROFILES));
        exemptFields.setHelperText(getTranslation("locking.exempt.fields.help", LockingData.MAX_EXEMPT_FIELDS));
        for (MultiSelectComboBox<Profile> box : List.of(locking, exemptProfiles)) {
            box.setItemLabelGenerator(Profile::name);
            box.setWidthFull();
        }
        byHand.addValueChangeListener(event -> locking.setEnabled(event.getValue()));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent enter) {
        workspace.access().require(Permission.CUSTOMIZE);
        ModuleDef module = enter.getRouteParameters()
                .get("module")
                .flatMap(workspace::findModule)
                .filter(each -> !each.kind().isOwned())
                .orElseThrow(NotFoundException::new);
        title = getTranslation("locking.of", module.plural().in(workspace.locale()));
        show(module);
    }

    private void show(ModuleDef module) {
        Optional<LockingConfiguration> stored = configurations.find(workspace.actor(), module.apiName());
        LockingData data = stored.map(LockingConfiguration::data)
                .orElse(new LockingData(module.apiName(), false, List.of(), List.of(), List.of(), List.of()));
        List<Profile> profiles = access.profiles(workspace.actor());
        locking.setItems(profiles);
        locking.setValue(of(profiles, data.lockingProfiles()));
        exemptProfiles.setItems(profiles);
        exemptProfiles.setValue(of(profiles, data.exemptProfiles()));
        OpenFields.show(exemptFields, workspace, module, data.exemptFields());
        byHand.setValue(data.byHand());
        locking.setEnabled(data.byHand());
        LockingRules rules = new LockingRules(
                workspace, module, data.rules(), configurations.unfitRules(workspace.actor(), module.apiName()));
        removeAll();
        add(header(module, stored, rules), byHand(), rules, exemptions());
    }

    private static Set<Profile> of(Collection<Profile> profiles, Collection<Long> ids) {
        return profiles.stream().filter(profile -> ids.contains(profile.id())).collect(Collectors.toSet());
    }

    private static List<Long> ids(Collection<Profile> profiles) {
        return profiles.stream().map(Profile::id).sorted().toList();
    }

    private Component header(ModuleDef module, Optional<LockingConfiguration> stored, LockingRules rules) {
        Anchor back =
                new Anchor("setup/modules/" + module.apiName(), module.plural().in(workspace.locale()));
        back.getElement().setAttribute("router-link", true);
        back.addClassName("breadcrumb");
        Div heading = new Div(back, new H1(title));
        heading.addClassName("heading-stack");
        Button save = new Button(getTranslation("record.dialog.save"), _ -> save(module, stored, rules));
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.setId("locking-save");
        Div tools = new Div();
        tools.addClassName("tools");
        stored.ifPresent(_ -> {
            Button stop = new Button(
                    getTranslation("locking.stop"),
                    _ -> Confirmation.ask(
                            getTranslation("locking.stop.title", module.plural().in(workspace.locale())),
                            getTranslation("locking.stop.text"),
                            getTranslation("locking.stop"),
                            getTranslation("record.dialog.cancel"),
                            () -> {
                                configurations.delete(workspace.actor(), module.apiName());
                                show(module);
                            }));
            stop.setId("locking-stop");
            tools.add(stop);
        });
        tools.add(save);
        Div header = new Div(heading, tools);
        header.addClassName("record-header");
        return header;
    }

    private Component byHand() {
        return card("locking.byhand", "locking.byhand.hint", byHand, locking);
    }

    private Component exemptions() {
        return card("locking.exempt", "locking.exempt.hint", exemptProfiles, exemptFields);
    }

    private Component card(String heading, String told, Component... fields) {
        Paragraph hint = new Paragraph(getTranslation(told));
        hint.addClassName("hint");
        Div content = new Div(fields);
        content.addClassName("dialog-fields");
        Section card = new Section(new H2(getTranslation(heading)), hint, content);
        card.addClassNames("card", "form-card");
        return card;
    }

    private void save(ModuleDef module, Optional<LockingConfiguration> stored, LockingRules rules) {
        if (!byHand.getValue() && rules.rules().isEmpty()) {
            Toast.error(getTranslation("record.dialog.rejected"), getTranslation("locking.nothing"));
            return;
        }
        LockingData wish = new LockingData(
                module.apiName(),
                byHand.getValue(),
                ids(locking.getValue()),
                rules.rules(),
                ids(exemptProfiles.getValue()),
                OpenFields.names(exemptFields));
        boolean good = Attempt.of(
                workspace,
                () -> stored.ifPresentOrElse(
                        before -> configurations.change(workspace.actor(), before.version(), wish),
                        () -> configurations.create(workspace.actor(), wish)));
        if (good) {
            Toast.success(getTranslation("locking.saved"));
            show(module);
        }
    }

    @Override
    public String getPageTitle() {
        return title;
    }
}
