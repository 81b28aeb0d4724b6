package io.atelier.studio.account;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import io.atelier.platform.people.OwnAccountService;
import io.atelier.studio.component.Confirmation;
import io.atelier.studio.component.FactorPanel;
import io.atelier.studio.component.RecoveryCodes;
import io.atelier.studio.shell.CurrentActor;
import io.atelier.studio.shell.StepUp;
import java.util.List;

/** Turns the codes of an authenticator app on and off. */
final class SecondFactorPanel extends Div {
    private final OwnAccountService accounts;
    private final CurrentActor current;
    private final StepUp stepUp;
    private final Div content = new Div();

    SecondFactorPanel(OwnAccountService accounts, CurrentActor current, StepUp stepUp) {
        this.accounts = accounts;
        this.current = current;
        this.stepUp = stepUp;
        content.addClassName("factor");
        add(new H2(getTranslation("personal.factor")), content);
        refresh();
    }

    private void refresh() {
        content.removeAll();
        if (accounts.hasSecondFactor(current.actor())) {
            Button renew = new Button(getTranslation("personal.recovery.renew"), _ -> renew());
            renew.setId("recovery-renew");
            Button off = new Button(getTranslation("personal.factor.off"), _ -> confirmOff());
            off.setId("factor-off");
            Div tools = new Div(renew, off);
            tools.addClassName("tools");
            content.add(
                    new Paragraph(
                            getTranslation("personal.factor.isOn", accounts.unusedRecoveryCodes(current.actor()))),
                    tools);
            return;
        }
        Button on = new Button(getTranslation("personal.factor.on"), _ -> begin());
        on.addThemeVariants(ButtonVariant.PRIMARY);
        on.setId("factor-on");
        content.add(new Paragraph(getTranslation("personal.factor.isOff")), on);
    }

    private void begin() {
        stepUp.run(current.actor(), () -> {
            FactorPanel panel = new FactorPanel(
                    accounts.beginSecondFactor(current.actor()),
                    code -> accounts.confirmSecondFactor(current.actor(), code),
                    this::show);
            content.removeAll();
            content.add(panel);
        });
    }

    private void renew() {
        stepUp.run(current.actor(), () -> show(accounts.renewRecoveryCodes(current.actor())));
    }

    private void confirmOff() {
        Confirmation.ask(
                getTranslation("personal.factor.off"),
                getTranslation("personal.factor.offText"),
                getTranslation("personal.factor.off"),
                getTranslation("record.dialog.cancel"),
                () -> stepUp.run(current.actor(), () -> {
                    accounts.turnOffSecondFactor(current.actor());
                    refresh();
                }));
    }

    private void show(List<String> codes) {
        content.removeAll();
        content.add(new RecoveryCodes(codes, this::refresh));
    }
}
