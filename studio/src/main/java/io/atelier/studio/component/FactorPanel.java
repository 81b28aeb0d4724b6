package io.atelier.studio.component;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import io.atelier.platform.identity.FactorSetup;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Leads through setting up an authenticator app: picture, key, a first code, recovery codes. */
public final class FactorPanel extends Div {
    private final Function<String, List<String>> confirm;
    private final Consumer<List<String>> done;
    private final TextField code = new TextField();

    /**
     * @param confirm takes a first code and returns the recovery codes, or nothing for a wrong one
     * @param done hears the recovery codes, which are to be shown
     */
    public FactorPanel(FactorSetup setup, Function<String, List<String>> confirm, Consumer<List<String>> done) {
        this.confirm = confirm;
        this.done = done;
        addClassName("factor");
        Image picture = new Image(
                "data:image/svg+xml;base64,"
                        + Base64.getEncoder().encodeToString(setup.picture().getBytes(StandardCharsets.UTF_8)),
                getTranslation("personal.factor.picture"));
        picture.setWidth("12rem");
        picture.setHeight("12rem");
        TextField key = new TextField(getTranslation("personal.factor.key"));
        key.setValue(setup.key());
        key.setReadOnly(true);
        key.setId("factor-key");
        key.setWidthFull();
        configureCode(code, getTranslation("personal.factor.code"));
        code.setId("factor-code");
        code.addKeyPressListener(Key.ENTER, _ -> confirm());
        Button submit = new Button(getTranslation("personal.factor.confirm"), _ -> confirm());
        submit.addThemeVariants(ButtonVariant.PRIMARY);
        submit.setId("factor-confirm");
        add(new Paragraph(getTranslation("personal.factor.scan")), picture, key, code, submit);
    }

    /** Makes a field one for codes: phones offer the code of the app, and it can be pasted. */
    public static void configureCode(TextField field, String label) {
        field.setLabel(label);
        field.setMaxLength(40);
        field.getElement().setAttribute("autocomplete", "one-time-code");
        field.setWidthFull();
    }

    private void confirm() {
        List<String> codes = confirm.apply(code.getValue());
        code.setErrorMessage(getTranslation("personal.factor.wrong"));
        code.setInvalid(codes.isEmpty());
        if (!codes.isEmpty()) {
            done.accept(codes);
        }
    }
}
