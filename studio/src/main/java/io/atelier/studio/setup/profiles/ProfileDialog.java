package io.atelier.studio.setup.profiles;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import io.atelier.platform.access.Profile;
import io.atelier.platform.access.ProfileService;
import io.atelier.studio.setup.rights.Attempt;
import io.atelier.studio.workspace.records.Workspace;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Names a profile, and for a new one which it is to be like. */
final class ProfileDialog extends Dialog {
    private final Workspace workspace;
    private final TextField name = new TextField();

    private ProfileDialog(Workspace workspace, String title) {
        this.workspace = workspace;
        setHeaderTitle(title);
        setWidth("min(28rem, 96vw)");
        name.setId("profile-name");
        name.setLabel(workspace.text("profile.name"));
        name.setMaxLength(Profile.MAX_NAME);
        name.setRequiredIndicatorVisible(true);
        name.setAutofocus(true);
    }

    static void create(
            Workspace workspace, ProfileService profiles, Optional<Profile> source, Consumer<Profile> created) {
        List<Profile> sources = profiles.all(workspace.actor()).stream()
                .filter(profile -> workspace.access().covers(profile.permissions()))
                .toList();
        ProfileDialog dialog = new ProfileDialog(workspace, workspace.text("profile.create"));
        ComboBox<Profile> like = new ComboBox<>(workspace.text("profile.like"));
        like.setId("profile-like");
        like.setItems(sources);
        like.setItemLabelGenerator(Profile::name);
        like.setHelperText(workspace.text("profile.like.hint"));
        like.setRequiredIndicatorVisible(true);
        source.or(() -> sources.stream()
                        .filter(profile -> !profile.permissions().administrator())
                        .findFirst())
                .ifPresent(like::setValue);
        dialog.show(new Div(dialog.name, like), () -> {
            like.setErrorMessage(workspace.text("record.problem.mandatory"));
            like.setInvalid(like.isEmpty());
            like.getOptionalValue()
                    .ifPresent(chosen -> dialog.attempt(() -> created.accept(
                            profiles.create(workspace.actor(), dialog.name.getValue(), chosen.permissions()))));
        });
    }

    static void rename(Workspace workspace, ProfileService profiles, Profile profile, Runnable renamed) {
        ProfileDialog dialog = new ProfileDialog(workspace, workspace.text("profile.rename"));
        dialog.name.setValue(profile.name());
        dialog.show(
                new Div(dialog.name),
                () -> dialog.attempt(() -> {
                    profiles.rename(workspace.actor(), profile.id(), dialog.name.getValue());
                    renamed.run();
                }));
    }

    private void attempt(Runnable change) {
        if (Attempt.of(workspace, name, change)) {
            close();
        }
    }

    private void show(Div content, Runnable save) {
        content.addClassName("dialog-fields");
        add(content);
        Button done = new Button(workspace.text("record.dialog.save"), _ -> save.run());
        done.addThemeVariants(ButtonVariant.PRIMARY);
        done.setId("profile-done");
        getFooter().add(new Button(workspace.text("record.dialog.cancel"), _ -> close()), done);
        open();
    }
}
