package io.atelier.studio.setup.users;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import io.atelier.platform.access.Profile;
import io.atelier.platform.identity.User;
import io.atelier.platform.org.UserId;
import io.atelier.platform.people.UserTransfer;
import io.atelier.studio.account.AbsencePanel;
import io.atelier.studio.account.HistoryPanel;
import io.atelier.studio.account.SessionsPanel;
import io.atelier.studio.component.Confirmation;
import io.atelier.studio.component.Sections;
import io.atelier.studio.component.Toast;
import java.util.OptionalLong;

/** One user: profile, what can be done with them, sessions, history, absence. */
final class UserDialog extends Dialog {
    private final UserDesk desk;
    private final UserId id;
    private final Runnable changed;

    UserDialog(UserDesk desk, UserId id, Runnable changed) {
        this.desk = desk;
        this.id = id;
        this.changed = changed;
        setWidth("min(60rem, 96vw)");
        getFooter().add(new Button(getTranslation("users.close"), _ -> close()));
        refresh();
    }

    private void refresh() {
        removeAll();
        User user = desk.everybody().get(desk.actor().org(), id);
        setHeaderTitle(user.name());
        Sections sections = new Sections(user.name());
        sections.add(getTranslation("users.tab.user"), () -> overview(user));
        switch (user.state()) {
            case ACTIVE, INACTIVE -> {
                sections.add(getTranslation("personal.tab.sessions"), this::sessions);
                sections.add(
                        getTranslation("personal.history"),
                        () -> new HistoryPanel(
                                desk.users().history(desk.actor(), id),
                                desk.current().formats()));
                sections.add(
                        getTranslation("personal.tab.absence"),
                        () -> new AbsencePanel(desk.absences(), desk.everybody(), desk.current(), id));
            }
            case UNCONFIRMED, DELETED -> {}
        }
        add(sections);
    }

    private Div overview(User user) {
        Div content = new Div(new Paragraph(user.email() + " · " + getTranslation("users.state." + user.state())));
        content.addClassName("door");
        desk.transfers().latest(desk.actor(), id).ifPresent(transfer -> content.add(transferText(transfer)));
        boolean own = desk.actor().user().equals(id);
        switch (user.state()) {
            case UNCONFIRMED ->
                content.add(
                        profile(user),
                        tools(button("users.resend", this::resend), button("users.revoke", this::confirmRevoke)));
            case ACTIVE -> {
                content.add(profile(user));
                if (!own) {
                    Div tools = tools(
                            button("users.passwordLink", this::sendPasswordLink),
                            button("users.deactivate", this::confirmDeactivate),
                            button("users.transfer", this::transfer));
                    if (desk.current().access().isAdministrator()) {
                        tools.add(button("users.viewAs", this::viewAs));
                    }
                    if (desk.users().hasSecondFactor(desk.actor(), id)) {
                        tools.add(button("users.resetFactor", this::confirmResetFactor));
                    }
                    content.add(tools);
                }
            }
            case INACTIVE ->
                content.add(
                        profile(user),
                        tools(button("users.reactivate", this::reactivate), button("users.transfer", this::transfer)));
            case DELETED -> {}
        }
        if (own) {
            content.add(new Paragraph(getTranslation("users.own")));
        }
        return content;
    }

    private Paragraph transferText(UserTransfer transfer) {
        User to = desk.everybody().get(desk.actor().org(), transfer.to());
        return new Paragraph(
                getTranslation("users.transfer." + transfer.state(), transfer.moved(), to.name(), transfer.message()));
    }

    private Select<Profile> profile(User user) {
        Select<Profile> profile = new Select<>();
        profile.setLabel(getTranslation("users.profile"));
        profile.setItems(desk.profiles());
        profile.setItemLabelGenerator(Profile::name);
        profile.setId("user-profile");
        desk.profiles().stream()
                .filter(item -> item.id() == user.profileId())
                .findFirst()
                .ifPresent(profile::setValue);
        profile.setReadOnly(desk.actor().user().equals(id));
        profile.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                desk.afterStepUp(() -> {
                    desk.users()
                            .changeProfile(desk.actor(), id, change.getValue().id());
                    told("users.profileChanged");
                });
            }
        });
        return profile;
    }

    private Div sessions() {
        SessionsPanel panel = new SessionsPanel(
                () -> desk.users().sessions(desk.actor(), id),
                desk.current().formats(),
                desk.actor().user().equals(id) ? desk.current().session() : OptionalLong.empty(),
                session -> desk.users().endSession(desk.actor(), id, session));
        Button all = button("users.signOut", () -> {
            desk.users().signOut(desk.actor(), id);
            panel.refresh();
        });
        return new Div(panel, all);
    }

    private Button button(String key, Runnable action) {
        Button button = new Button(getTranslation(key), _ -> action.run());
        button.setId(key.replace('.', '-'));
        return button;
    }

    private static Div tools(Button... buttons) {
        Div tools = new Div(buttons);
        tools.addClassName("tools");
        tools.getStyle().set("flex-wrap", "wrap");
        return tools;
    }

    private void resend() {
        SentLink.show(
                desk.users().resend(desk.actor(), id, desk.address()),
                desk.everybody().get(desk.actor().org(), id).email());
    }

    private void confirmRevoke() {
        ask("users.revoke", () -> {
            desk.users().revoke(desk.actor(), id);
            close();
            changed.run();
        });
    }

    private void sendPasswordLink() {
        desk.users().sendPasswordLink(desk.actor(), id, desk.address());
        told("users.passwordLinkSent");
    }

    private void confirmDeactivate() {
        ask("users.deactivate", () -> {
            desk.users().deactivate(desk.actor(), id);
            told("users.deactivated");
        });
    }

    private void reactivate() {
        desk.users().reactivate(desk.actor(), id);
        told("users.reactivated");
    }

    private void confirmResetFactor() {
        ask(
                "users.resetFactor",
                () -> desk.afterStepUp(() -> {
                    desk.users().resetSecondFactor(desk.actor(), id);
                    told("users.factorReset");
                }));
    }

    private void viewAs() {
        desk.current().startViewAs(id);
        getUI().ifPresent(ui -> ui.getPage().setLocation("."));
    }

    private void transfer() {
        new TransferDialog(desk, id, () -> {
                    close();
                    changed.run();
                })
                .open();
    }

    private void ask(String key, Runnable action) {
        Confirmation.ask(
                getTranslation(key),
                getTranslation(key + ".text"),
                getTranslation(key),
                getTranslation("record.dialog.cancel"),
                action);
    }

    private void told(String key) {
        changed.run();
        refresh();
        Toast.success(getTranslation(key));
    }
}
