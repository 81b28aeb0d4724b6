package io.atelier.studio.setup.webforms;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.IFrame;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import io.atelier.platform.access.Permission;
import io.atelier.platform.common.Label;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.webform.WebForm;
import io.atelier.platform.webform.WebFormData;
import io.atelier.platform.webform.WebFormData.FormField;
import io.atelier.platform.webform.WebFormService;
import io.atelier.studio.component.CodeText;
import io.atelier.studio.component.Confirmation;
import io.atelier.studio.component.Toast;
import io.atelier.studio.shell.Needs;
import io.atelier.studio.shell.PublicAddress;
import io.atelier.studio.shell.Translations;
import io.atelier.studio.workspace.records.Workspace;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One public form: what it says and asks, whether it is open, and how it gets onto a site. */
@Route("setup/web-forms/:form")
@Needs(Permission.MANAGE_WEB_FORMS)
@PermitAll
final class WebFormView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    static final String NEW = "new";
    private static final String USUAL_MODULE = "Leads";
    private static final int MAX_NAME = 100;

    private final Workspace workspace;
    private final WebFormService forms;
    private final UserService users;
    private final PublicAddress address;

    private final TextField name = new TextField();
    private final ComboBox<ModuleDef> module = new ComboBox<>();
    private final ComboBox<User> owner = new ComboBox<>();
    private final TextField thanks = new TextField();
    private final TextField thanksRussian = new TextField();
    private final TextArea origins = new TextArea();
    private final FormFields fields;
    private Optional<WebForm> stored = Optional.empty();

    WebFormView(Workspace workspace, WebFormService forms, UserService users, PublicAddress address) {
        this.workspace = workspace;
        this.forms = forms;
        this.users = users;
        this.address = address;
        this.fields = new FormFields(workspace);
        addClassNames("page", "door");
        configure();
    }

    static String address(String form) {
        return "setup/web-forms/" + form;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        workspace.access().require(Permission.MANAGE_WEB_FORMS);
        String id = event.getRouteParameters().get("form").orElse(NEW);
        if (!id.equals(NEW) && !id.matches("[0-9]{1,18}")) {
            throw new NotFoundException();
        }
        show(id.equals(NEW) ? Optional.empty() : Optional.of(forms.get(workspace.actor(), Long.parseLong(id))));
    }

    private void configure() {
        name.setLabel(getTranslation("webform.name"));
        name.setId("form-name");
        name.setMaxLength(MAX_NAME);
        name.setRequiredIndicatorVisible(true);
        module.setLabel(getTranslation("webform.module"));
        module.setId("form-module");
        module.setItems(workspace.model().modules());
        module.setItemLabelGenerator(m -> m.plural().in(workspace.locale()));
        module.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                module.getOptionalValue().ifPresent(this::start);
            }
        });
        owner.setLabel(getTranslation("webform.owner"));
        owner.setId("form-owner");
        owner.setItems(
                users.all(workspace.actor().org()).stream().filter(User::active).toList());
        owner.setItemLabelGenerator(User::name);
        owner.setHelperText(getTranslation("webform.owner.help"));
        thanks.setLabel(getTranslation("webform.thanks.en"));
        thanks.setMaxLength(Label.MAX_LENGTH);
        thanks.setId("form-thanks");
        thanksRussian.setLabel(getTranslation("webform.thanks.ru"));
        thanksRussian.setMaxLength(Label.MAX_LENGTH);
        origins.setLabel(getTranslation("webform.origins"));
        origins.setHelperText(getTranslation("webform.origins.help"));
        origins.setId("form-origins");
    }

    private void show(Optional<WebForm> form) {
        stored = form;
        form.ifPresentOrElse(this::fill, this::fillNew);
        removeAll();
        add(header(), settings(), questions());
        form.ifPresent(this::addPublishing);
    }

    private void fill(WebForm form) {
        WebFormData data = form.data();
        name.setValue(data.name());
        module.setValue(workspace.model().module(data.module()));
        module.setReadOnly(true);
        users.all(workspace.actor().org()).stream()
                .filter(user -> user.id().value() == data.ownerUser())
                .findFirst()
                .ifPresent(owner::setValue);
        thanks.setValue(data.thankYou().english());
        thanksRussian.setValue(data.thankYou().texts().getOrDefault("ru", ""));
        origins.setValue(String.join("\n", data.allowedOrigins()));
        fields.show(forms.askable(module.getValue()), data.fields());
    }

    private void fillNew() {
        thanks.setValue(getTranslation(Locale.ENGLISH, "webform.thanks.usual"));
        thanksRussian.setValue(getTranslation(Translations.RUSSIAN, "webform.thanks.usual"));
        users.all(workspace.actor().org()).stream()
                .filter(user -> user.id().equals(workspace.actor().user()))
                .findFirst()
                .ifPresent(owner::setValue);
        workspace.findModule(USUAL_MODULE).ifPresent(usual -> {
            module.setValue(usual);
            start(usual);
        });
    }

    /** Begins with what every record needs and how to reach the person. */
    private void start(ModuleDef chosen) {
        List<FieldDef> askable = forms.askable(chosen);
        Optional<FieldDef> email = askable.stream()
                .filter(field -> field.type() == FieldType.EMAIL)
                .findFirst();
        fields.show(
                askable,
                askable.stream()
                        .filter(field ->
                                field.required() || email.filter(field::equals).isPresent())
                        .map(field -> new FormField(field.apiName(), field.required(), Optional.empty()))
                        .toList());
    }

    private Component header() {
        Anchor back = new Anchor("setup/web-forms", getTranslation("webform.title"));
        back.getElement().setAttribute("router-link", true);
        back.addClassName("breadcrumb");
        Div heading = new Div(back, new H1(getPageTitle()));
        heading.addClassName("heading-stack");
        Button save = new Button(getTranslation("webform.save"), _ -> save());
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.setId("form-save");
        Div tools = new Div();
        tools.addClassName("tools");
        stored.ifPresent(form -> tools.add(new Button(getTranslation("webform.delete"), _ -> confirmDelete(form))));
        tools.add(save);
        Div header = new Div(heading, tools);
        header.addClassName("record-header");
        return header;
    }

    private Component settings() {
        FormLayout form = new FormLayout();
        form.setResponsiveSteps(new FormLayout.ResponsiveStep("0", 1), new FormLayout.ResponsiveStep("40rem", 2));
        form.add(name, module, thanks, thanksRussian, owner, origins);
        Div card = new Div(form);
        card.addClassName("card");
        return card;
    }

    private Component questions() {
        Div card = new Div(new H2(getTranslation("webform.fields")), fields);
        card.addClassName("card");
        return card;
    }

    private void addPublishing(WebForm form) {
        Paragraph state = new Paragraph(getTranslation(form.published() ? "webform.open" : "webform.closed"));
        Paragraph counter = new Paragraph(getTranslation("webform.counter", form.received(), form.suspectedRobots()));
        counter.setId("form-counter");
        Button publish = new Button(getTranslation(form.published() ? "webform.unpublish" : "webform.publish"), _ -> {
            show(Optional.of(
                    form.published()
                            ? forms.unpublish(workspace.actor(), form.id())
                            : forms.publish(workspace.actor(), form.id())));
        });
        publish.setId("form-publish");
        Div card = new Div(new H2(getTranslation("webform.site")), state, publish, counter);
        card.addClassNames("card", "door");
        publish.getStyle().set("justify-self", "start");
        if (form.published()) {
            CodeText snippet = new CodeText(
                    getTranslation("webform.snippet"),
                    getTranslation("webform.copy"),
                    getTranslation("webform.copied"));
            snippet.setAreaId("form-snippet");
            snippet.setCode(forms.snippet(workspace.actor(), form.id(), address.get(), workspace.locale()));
            IFrame preview = new IFrame(
                    "forms/" + form.publicKey() + "?lang=" + workspace.locale().getLanguage());
            preview.getElement().setAttribute("title", getTranslation("webform.preview"));
            preview.addClassName("form-preview");
            preview.setId("form-preview");
            card.add(snippet, new H2(getTranslation("webform.preview")), preview);
        }
        add(card);
    }

    private void save() {
        boolean named = !name.getValue().isBlank();
        name.setErrorMessage(getTranslation("webform.name.needed"));
        name.setInvalid(!named);
        boolean owned = owner.getOptionalValue().isPresent();
        owner.setErrorMessage(getTranslation("webform.owner.needed"));
        owner.setInvalid(!owned);
        if (!named || !owned || module.isEmpty()) {
            return;
        }
        String thankYou = thanks.getValue().isBlank()
                ? getTranslation(Locale.ENGLISH, "webform.thanks.usual")
                : thanks.getValue().strip();
        WebFormData data = new WebFormData(
                name.getValue().strip(),
                module.getValue().apiName(),
                fields.asked(),
                Label.of(thankYou, thanksRussian.getValue().strip()),
                origins.getValue()
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList(),
                owner.getValue().id().value());
        if (stored.isPresent()) {
            WebForm before = stored.get();
            show(Optional.of(forms.update(workspace.actor(), before.id(), before.version(), data)));
        } else {
            WebForm made = forms.create(workspace.actor(), data);
            UI.getCurrent().navigate(address(Long.toString(made.id())));
        }
        Toast.success(getTranslation("webform.saved"));
    }

    private void confirmDelete(WebForm form) {
        Confirmation.ask(
                getTranslation("webform.delete.title", form.data().name()),
                getTranslation("webform.delete.text"),
                getTranslation("webform.delete"),
                getTranslation("record.dialog.cancel"),
                () -> {
                    forms.delete(workspace.actor(), form.id());
                    UI.getCurrent().navigate("setup/web-forms");
                });
    }

    @Override
    public String getPageTitle() {
        return stored.map(form -> form.data().name()).orElseGet(() -> getTranslation("webform.new"));
    }
}
