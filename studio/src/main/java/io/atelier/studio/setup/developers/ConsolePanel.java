package io.atelier.studio.setup.developers;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.server.VaadinServletRequest;
import io.atelier.platform.oauth.ConsoleService;
import io.atelier.platform.org.Actor;
import io.atelier.studio.component.SlowAction;
import io.atelier.studio.security.Origins;
import io.atelier.studio.workspace.records.Workspace;
import java.util.List;
import java.util.function.Consumer;

/** Asks for a call and sends it as the person who is signed in. */
final class ConsolePanel extends Div {
    /** A list needs its fields; other calls begin without parameters. */
    private static final List<ConsoleRequest.Parameter> EXAMPLE = List.of(
            new ConsoleRequest.Parameter("fields", "Last_Name,Company,Email"),
            new ConsoleRequest.Parameter("per_page", "5"));

    private final Workspace workspace;
    private final ConsoleService tokens;
    private final ConsoleDoor door;
    private final Consumer<ConsoleRequest> changed;
    private final Consumer<ConsoleAnswer> answered;
    private final Select<ConsoleMethod> method = new Select<>();
    private final TextField path = new TextField();
    private final ParameterRows parameters = new ParameterRows(this::change);
    private final TextArea body = new TextArea();
    private final Paragraph warning = new Paragraph();
    private final Button send = new Button();

    ConsolePanel(
            Workspace workspace,
            ConsoleService tokens,
            ConsoleDoor door,
            Consumer<ConsoleRequest> changed,
            Consumer<ConsoleAnswer> answered) {
        this.workspace = workspace;
        this.tokens = tokens;
        this.door = door;
        this.changed = changed;
        this.answered = answered;
        addClassNames("card", "door");
        Paragraph hint = new Paragraph(getTranslation("developer.console.hint"));
        hint.addClassName("hint");
        Div line = new Div(method, path);
        line.addClassName("console-line");
        warning.setText(getTranslation("developer.console.writes"));
        warning.addClassName("notice");
        warning.setId("console-warning");
        warning.getElement().setAttribute("role", "status");
        configure();
        add(new H2(getTranslation("developer.console")), hint, line, parameters, body, warning, new Div(send));
    }

    private void configure() {
        method.setLabel(getTranslation("developer.method"));
        method.setId("console-method");
        method.setItems(ConsoleMethod.values());
        method.setValue(ConsoleMethod.GET);
        method.addValueChangeListener(_ -> {
            if (method.getValue() != ConsoleMethod.GET
                    && parameters.parameters().equals(EXAMPLE)) {
                parameters.set(List.of());
            }
            change();
        });
        path.setLabel(getTranslation("developer.path"));
        path.setId("console-path");
        path.setMaxLength(ConsoleRequest.MAX_PATH);
        path.setValue("/crm/v8/Leads");
        path.setErrorMessage(getTranslation("developer.path.bad"));
        path.setManualValidation(true);
        path.setValueChangeMode(ValueChangeMode.LAZY);
        path.addValueChangeListener(_ -> change());
        parameters.set(EXAMPLE);
        body.setLabel(getTranslation("developer.body"));
        body.setId("console-body");
        body.setMaxLength(ConsoleRequest.MAX_BODY);
        body.setMinRows(6);
        body.setMaxHeight("20rem");
        body.addClassName("code-text");
        body.setValue("""
                {
                  "data": [
                    { "Last_Name": "Lovelace", "Company": "Analytical Engines" }
                  ]
                }""");
        body.setValueChangeMode(ValueChangeMode.LAZY);
        body.addValueChangeListener(_ -> change());
        send.setText(getTranslation("developer.send"));
        send.setId("console-send");
        send.addThemeVariants(ButtonVariant.PRIMARY);
        send.addClickListener(_ -> send());
    }

    /** Tells of the call as it is written now. */
    void change() {
        ConsoleRequest request = request();
        body.setVisible(request.method().hasBody());
        warning.setVisible(request.writes());
        path.setInvalid(!request.isGood());
        changed.accept(request);
    }

    private ConsoleRequest request() {
        return new ConsoleRequest(method.getValue(), path.getValue(), parameters.parameters(), body.getValue());
    }

    private void send() {
        ConsoleRequest request = request();
        change();
        if (!request.isGood()) {
            path.focus();
            return;
        }
        Actor actor = workspace.actor();
        String address = Origins.of(VaadinServletRequest.getCurrent().getHttpServletRequest())
                .address();
        String token = tokens.token(actor, request.method().name(), request.path(), address);
        SlowAction.run(send, () -> door.call(request, token), answered);
    }
}
