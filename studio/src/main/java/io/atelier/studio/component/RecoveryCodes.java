package io.atelier.studio.component;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import java.util.List;

/** Shows recovery codes, the only time that they can be seen. */
public final class RecoveryCodes extends Div {

    /** @param kept runs when the person says that they have put the codes away */
    public RecoveryCodes(List<String> codes, Runnable kept) {
        addClassName("factor");
        CodeText text = new CodeText(
                getTranslation("personal.recovery.title"),
                getTranslation("personal.copy"),
                getTranslation("personal.copied"));
        text.setAreaId("recovery-codes");
        text.setCode(String.join("\n", codes));
        Button done = new Button(getTranslation("personal.recovery.kept"), _ -> kept.run());
        done.addThemeVariants(ButtonVariant.PRIMARY);
        done.setId("recovery-kept");
        add(
                new H2(getTranslation("personal.recovery.title")),
                new Paragraph(getTranslation("personal.recovery.hint")),
                text,
                done);
    }
}
