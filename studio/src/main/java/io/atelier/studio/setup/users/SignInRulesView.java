package io.atelier.studio.setup.users;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinServletRequest;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Profile;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.identity.IpRange;
import io.atelier.platform.identity.ProfileSecurity;
import io.atelier.platform.people.SignInRulesService;
import io.atelier.studio.component.Toast;
import io.atelier.studio.security.Origins;
import io.atelier.studio.shell.Needs;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.stream.Collectors;

/** What each profile's people need to come in: a second factor, an address. */
@Route("setup/sign-in-rules")
@Needs(Permission.MANAGE_SECURITY)
@Menu(title = "users.rules", order = 120, icon = "vaadin:shield")
@PermitAll
final class SignInRulesView extends Div implements HasDynamicTitle {
    private final UserDesk desk;
    private final SignInRulesService rules;

    SignInRulesView(UserDesk desk, SignInRulesService rules) {
        this.desk = desk;
        this.rules = rules;
        addClassNames("page", "door");
        Paragraph hint = new Paragraph(getTranslation("users.rules.hint", address()));
        hint.addClassName("hint");
        add(new H1(getTranslation("users.rules")), hint);
        desk.profiles().forEach(profile -> add(card(profile)));
    }

    private Div card(Profile profile) {
        ProfileSecurity security = rules.of(desk.actor(), profile.id());
        Checkbox factor = new Checkbox(getTranslation("users.rules.factor"), security.secondFactorRequired());
        TextArea ranges = new TextArea(getTranslation("users.rules.ranges"));
        ranges.setHelperText(getTranslation("users.rules.rangesHelp"));
        ranges.setWidthFull();
        ranges.setMinRows(2);
        ranges.setValue(security.ranges().stream().map(IpRange::toString).collect(Collectors.joining("\n")));
        Button save = new Button(getTranslation("personal.save"), _ -> save(profile, factor, ranges));
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.setAriaLabel(getTranslation("users.rules.save", profile.name()));
        Div card = new Div(new H2(profile.name()), factor, ranges, new Div(save));
        card.addClassNames("card", "door");
        return card;
    }

    private void save(Profile profile, Checkbox factor, TextArea ranges) {
        ranges.setInvalid(false);
        ProfileSecurity wanted;
        try {
            List<IpRange> read = ranges.getValue()
                    .lines()
                    .filter(line -> !line.isBlank())
                    .map(IpRange::of)
                    .toList();
            wanted = new ProfileSecurity(factor.getValue(), read);
        } catch (PlatformException _) {
            ranges.setErrorMessage(getTranslation("users.rules.rangesWrong"));
            ranges.setInvalid(true);
            return;
        }
        desk.afterStepUp(() -> {
            rules.change(desk.actor(), profile.id(), wanted, address());
            Toast.success(getTranslation("users.rules.saved"));
        });
    }

    private static String address() {
        return Origins.of(VaadinServletRequest.getCurrent()).address();
    }

    @Override
    public String getPageTitle() {
        return getTranslation("users.rules");
    }
}
