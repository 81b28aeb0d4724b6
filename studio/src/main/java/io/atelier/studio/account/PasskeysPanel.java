package io.atelier.studio.account;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import io.atelier.platform.identity.Passkey;
import io.atelier.platform.identity.PasskeyService;
import io.atelier.platform.people.OwnAccountService;
import io.atelier.studio.component.Toast;
import io.atelier.studio.shell.CurrentActor;
import io.atelier.studio.shell.Passkeys;
import io.atelier.studio.shell.PublicAddress;
import io.atelier.studio.shell.StepUp;

/** The person's passkeys: add one by a name, remove one. */
final class PasskeysPanel extends Div {
    private final OwnAccountService accounts;
    private final CurrentActor current;
    private final StepUp stepUp;
    private final PublicAddress address;
    private final TextField name = new TextField();
    private final Grid<Passkey> grid = new Grid<>();

    PasskeysPanel(OwnAccountService accounts, CurrentActor current, StepUp stepUp, PublicAddress address) {
        this.accounts = accounts;
        this.current = current;
        this.stepUp = stepUp;
        this.address = address;
        name.setLabel(getTranslation("personal.passkey.name"));
        name.setMaxLength(PasskeyService.MAX_NAME);
        name.setErrorMessage(getTranslation("personal.passkey.nameNeeded"));
        name.setId("passkey-name");
        Button add = new Button(getTranslation("personal.passkey.add"), _ -> add());
        add.addThemeVariants(ButtonVariant.PRIMARY);
        add.setId("passkey-add");
        Div form = new Div(name, add);
        form.addClassName("tools");
        form.getStyle().set("align-items", "end");
        configureGrid();
        add(
                new H2(getTranslation("personal.passkeys")),
                new Paragraph(getTranslation("personal.passkeys.hint")),
                form,
                grid);
        refresh();
    }

    private void configureGrid() {
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setAllRowsVisible(true);
        grid.getElement().setAttribute("aria-label", getTranslation("personal.passkeys"));
        grid.addColumn(Passkey::name).setHeader(getTranslation("personal.passkey.name"));
        grid.addColumn(key -> current.formats().dateTime(key.createdTime()))
                .setHeader(getTranslation("personal.passkey.created"));
        grid.addColumn(key -> current.formats().dateTime(key.lastUsed()))
                .setHeader(getTranslation("personal.passkey.used"));
        grid.addComponentColumn(key -> {
                    Button remove = new Button(getTranslation("personal.remove"), _ -> remove(key));
                    remove.setAriaLabel(getTranslation("personal.passkey.remove", key.name()));
                    remove.addThemeVariants(ButtonVariant.TERTIARY);
                    return remove;
                })
                .setHeader(getTranslation("personal.actions"))
                .setAutoWidth(true)
                .setFlexGrow(0);
        Div empty = new Div(getTranslation("personal.passkeys.empty"));
        empty.addClassName("empty-state");
        grid.setEmptyStateComponent(empty);
    }

    private void add() {
        name.setInvalid(name.getValue().isBlank());
        if (name.isInvalid()) {
            return;
        }
        stepUp.run(
                current.actor(),
                () -> Passkeys.make(this, accounts.askForPasskey(current.actor(), address.relyingParty()))
                        .whenAnswered(
                                (question, answer) -> {
                                    accounts.addPasskey(current.actor(), question, answer, name.getValue());
                                    name.clear();
                                    refresh();
                                },
                                () -> Toast.error(getTranslation("personal.passkey.refused"), "")));
    }

    private void remove(Passkey key) {
        stepUp.run(current.actor(), () -> {
            accounts.removePasskey(current.actor(), key.id());
            refresh();
        });
    }

    private void refresh() {
        grid.setItems(accounts.passkeys(current.actor()));
    }
}
