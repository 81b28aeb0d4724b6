package io.atelier.studio.setup.profiles;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.Profile;
import io.atelier.platform.access.ProfileService;
import io.atelier.platform.access.SharingChange;
import io.atelier.studio.component.ModuleIcon;
import io.atelier.studio.component.SuccessorDialog;
import io.atelier.studio.component.Toast;
import io.atelier.studio.component.ViewSwitch;
import io.atelier.studio.setup.rights.Attempt;
import io.atelier.studio.setup.rights.ChangePreviews;
import io.atelier.studio.shell.Needs;
import io.atelier.studio.workspace.records.Workspace;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One profile: its permissions, its rights by module, its rights by field. */
@Route("setup/profiles/:profile")
@Needs(Permission.MANAGE_SECURITY)
@PermitAll
final class ProfileView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private final Workspace workspace;
    private final ProfileService profiles;
    private final ChangePreviews previews;
    private final H1 title = new H1();
    /** What the profile allowed when it was read or saved last. */
    private Permissions seen = new Permissions(false, Map.of());

    ProfileView(Workspace workspace, ProfileService profiles, ChangePreviews previews) {
        this.previews = previews;
        this.workspace = workspace;
        this.profiles = profiles;
        addClassNames("page", "profile-view");
    }

    static String address(long profile) {
        return "setup/profiles/" + profile;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent enter) {
        workspace.access().require(Permission.MANAGE_SECURITY);
        String id = enter.getRouteParameters().get("profile").orElse("");
        show(profiles.all(workspace.actor()).stream()
                .filter(profile -> Long.toString(profile.id()).equals(id))
                .findFirst()
                .orElseThrow(NotFoundException::new));
    }

    private void show(Profile profile) {
        title.setText(profile.name());
        seen = profile.permissions();
        boolean all = profile.permissions().administrator();
        boolean covered = workspace.access().covers(profile.permissions());
        ProfileDraft draft = new ProfileDraft(profile.permissions());
        removeAll();
        add(header(profile, draft, covered));
        if (all || !covered) {
            Paragraph note = new Paragraph(getTranslation(all ? "profile.all.hint" : "profile.above.hint"));
            note.addClassName("hint");
            add(note);
        }
        if (!all) {
            ViewSwitch views = new ViewSwitch(getTranslation("profile.parts"));
            views.setId("profile-views");
            views.add(getTranslation("profile.permissions"), new PermissionsPanel(workspace, draft, covered));
            views.add(getTranslation("profile.modules"), new ModuleMatrix(workspace, draft, covered));
            views.add(getTranslation("profile.fields"), new FieldsPanel(workspace, draft, covered));
            add(views);
        }
    }

    private Component header(Profile profile, ProfileDraft draft, boolean covered) {
        Anchor back = new Anchor("setup/profiles", getTranslation("profile.title"));
        back.getElement().setAttribute("router-link", true);
        back.addClassName("breadcrumb");
        Div heading = new Div(back, title);
        heading.addClassName("heading-stack");
        Div tools = new Div();
        tools.addClassName("tools");
        if (covered) {
            tools.add(
                    button(
                            "profile.rename",
                            VaadinIcon.EDIT,
                            () -> ProfileDialog.rename(workspace, profiles, profile, () -> renamed(profile.id()))),
                    button(
                            "profile.clone",
                            VaadinIcon.COPY_O,
                            () -> ProfileDialog.create(
                                    workspace,
                                    profiles,
                                    Optional.of(profile),
                                    made -> UI.getCurrent().navigate(address(made.id())))),
                    button("profile.delete", VaadinIcon.TRASH, () -> delete(profile)));
            if (!profile.permissions().administrator()) {
                tools.add(save(profile, draft));
            }
        }
        Div header = new Div(heading, tools);
        header.addClassName("record-header");
        return header;
    }

    private Button button(String key, VaadinIcon icon, Runnable action) {
        Button button = new Button(getTranslation(key), ModuleIcon.decorative(icon), _ -> action.run());
        button.setId(key.replace('.', '-'));
        return button;
    }

    private Button save(Profile profile, ProfileDraft draft) {
        Button save = new Button(getTranslation("record.dialog.save"), _ -> save(profile, draft.permissions()));
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.addClickShortcut(Key.KEY_S, KeyModifier.CONTROL);
        save.setId("profile-save");
        return save;
    }

    private void save(Profile profile, Permissions wanted) {
        previews.ask(new SharingChange.OfProfile(profile.id(), wanted), () -> {
            if (Attempt.of(workspace, () -> profiles.change(workspace.actor(), profile.id(), seen, wanted))) {
                seen = wanted;
                Toast.success(getTranslation("profile.saved"));
            }
        });
    }

    /** Leaves alone what is not saved yet. */
    private void renamed(long id) {
        profiles.all(workspace.actor()).stream()
                .filter(profile -> profile.id() == id)
                .findFirst()
                .ifPresent(profile -> title.setText(profile.name()));
    }

    private void delete(Profile profile) {
        List<Profile> successors = profiles.all(workspace.actor()).stream()
                .filter(other ->
                        other.id() != profile.id() && workspace.access().covers(other.permissions()))
                .toList();
        long people = profiles.people(workspace.actor()).getOrDefault(profile.id(), 0L);
        new SuccessorDialog<>(
                        new SuccessorDialog.Texts(
                                getTranslation("profile.delete.title", title.getText()),
                                getTranslation("profile.delete.text", people),
                                getTranslation("profile.delete.successor"),
                                getTranslation("record.problem.mandatory"),
                                getTranslation("profile.delete"),
                                getTranslation("record.dialog.cancel")),
                        successors,
                        Profile::name,
                        successor -> {
                            boolean done = Attempt.of(
                                    workspace, () -> profiles.delete(workspace.actor(), profile.id(), successor.id()));
                            if (done) {
                                UI.getCurrent().navigate("setup/profiles");
                            }
                        })
                .open();
    }

    @Override
    public String getPageTitle() {
        return title.getText();
    }
}
