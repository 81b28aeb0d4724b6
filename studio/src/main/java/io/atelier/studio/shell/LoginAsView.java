package io.atelier.studio.shell;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import io.atelier.platform.access.LoginAsService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import jakarta.annotation.security.PermitAll;

/** Lets an administrator work as another user. */
@Route("setup/login-as")
@Needs(value = Permission.MANAGE_USERS, administrator = true)
@Menu(title = "shell.loginAs.title", order = 180, icon = "vaadin:glasses")
@PermitAll
final class LoginAsView extends Div implements HasDynamicTitle {
    LoginAsView(CurrentActor current, UserService users) {
        current.access().require(Permission.MANAGE_USERS);
        addClassNames("page", "door");
        Paragraph hint = new Paragraph(getTranslation("shell.loginAs.hint", LoginAsService.LIMIT.toMinutes()));
        hint.addClassName("hint");
        ComboBox<User> user = new ComboBox<>(getTranslation("shell.loginAs.user"));
        user.setId("login-as-user");
        user.setItems(users.all(current.actor().org()).stream()
                .filter(User::active)
                .filter(other -> !other.id().equals(current.actor().user()))
                .toList());
        user.setItemLabelGenerator(User::name);
        Button start = new Button(getTranslation("shell.loginAs.start"), _ -> {
            user.setErrorMessage(getTranslation("shell.loginAs.choose"));
            user.setInvalid(user.isEmpty());
            user.getOptionalValue().ifPresent(chosen -> {
                current.startLoginAs(chosen.id());
                getUI().ifPresent(ui -> ui.getPage().setLocation("."));
            });
        });
        start.addThemeVariants(ButtonVariant.PRIMARY);
        start.setId("login-as-start");
        Div form = new Div(user, start);
        form.addClassNames("card", "tools");
        form.getStyle().set("align-items", "end");
        add(new H1(getTranslation("shell.loginAs.title")), hint, form);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("shell.loginAs.title");
    }
}
