package io.atelier.platform.api.user;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.Profile;
import io.atelier.platform.access.ProfileService;
import io.atelier.platform.api.ApiAnswers;
import io.atelier.platform.api.ApiParameters;
import io.atelier.platform.api.JsonBody;
import io.atelier.platform.api.JsonWish;
import io.atelier.platform.api.RecordPaths;
import io.atelier.platform.api.RowAnswers;
import io.atelier.platform.api.settings.SettingsAnswer;
import io.atelier.platform.api.settings.SettingsView;
import io.atelier.platform.api.settings.SettingsViews;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.org.Actor;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The profiles of the organization: their names are everybody's, what they allow is for those who manage security. */
@RestController
@RequestMapping(RecordPaths.VERSION + "/settings/profiles")
final class ProfileController {
    private final SettingsViews views;
    private final AccessService access;
    private final ProfileService profiles;
    private final UserService users;
    private final JsonBody bodies;
    private final TransactionOperations transactions;

    ProfileController(
            SettingsViews views,
            AccessService access,
            ProfileService profiles,
            UserService users,
            JsonBody bodies,
            TransactionOperations transactions) {
        this.transactions = transactions;
        this.users = users;
        this.views = views;
        this.access = access;
        this.profiles = profiles;
        this.bodies = bodies;
    }

    @GetMapping
    ResponseEntity<Map<String, Object>> all(HttpServletRequest request) {
        SettingsView view = views.read(request, "profiles");
        ProfileJson json = new ProfileJson(view);
        return SettingsAnswer.list(
                view,
                "profiles",
                access.profiles(view.actor()).stream().map(json::of).toList());
    }

    @GetMapping("/{id:[0-9]+}")
    ResponseEntity<Map<String, Object>> one(@PathVariable String id, HttpServletRequest request) {
        SettingsView view = views.read(request, "profiles");
        Profile found = require(access.profiles(view.actor()), id);
        ProfileJson json = new ProfileJson(view);
        boolean told = view.rights().has(Permission.MANAGE_SECURITY) || isOwn(view.actor(), found);
        return SettingsAnswer.list(view, "profiles", List.of(told ? json.whole(found) : json.of(found)));
    }

    /** Makes a profile that allows what another does. */
    @PostMapping("/{id:[0-9]+}/actions/clone")
    ResponseEntity<Map<String, Object>> copy(@PathVariable String id, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        SettingsView view = views.of(request, "profiles", "CREATE");
        JsonWish wish = bodies.wishes(request, "profiles", 1).getFirst();
        RowAnswers rows = new RowAnswers("profiles");
        rows.add("Profile added", () -> {
            Profile from = require(profiles.all(view.actor()), id);
            return id(profiles.create(view.actor(), wish.requireText("name"), from.permissions()));
        });
        return rows.answer(HttpStatus.CREATED);
    }

    /** Gives another name, and turns those permissions on and off that are named. */
    @PutMapping("/{id:[0-9]+}")
    ResponseEntity<Map<String, Object>> change(@PathVariable String id, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        SettingsView view = views.of(request, "profiles", "UPDATE");
        JsonWish wish = bodies.wishes(request, "profiles", 1).getFirst();
        RowAnswers rows = new RowAnswers("profiles");
        rows.add("Profile updated", () -> {
            Profile before = require(profiles.all(view.actor()), id);
            Permissions wanted = new ProfileWish(view).changed(before.permissions(), wish);
            Optional<String> name = wish.text("name").filter(text -> !text.equals(before.name()));
            transactions.executeWithoutResult(_ -> {
                name.ifPresent(text -> profiles.rename(view.actor(), before.id(), text));
                if (!wanted.equals(before.permissions())) {
                    profiles.change(view.actor(), before.id(), before.permissions(), wanted);
                }
            });
            return id(before);
        });
        return rows.answer(HttpStatus.OK);
    }

    /** People of the profile get the one that {@code transfer_to} names. */
    @DeleteMapping("/{id:[0-9]+}")
    Map<String, Object> delete(@PathVariable String id, HttpServletRequest request) {
        SettingsView view = views.of(request, "profiles", "DELETE");
        long successor = ApiParameters.id(ApiParameters.get(request, "transfer_to"));
        profiles.delete(view.actor(), ApiParameters.id(id), successor);
        return Map.of("profiles", List.of(ApiAnswers.success("Profile deleted", Map.of("id", id))));
    }

    private boolean isOwn(Actor actor, Profile profile) {
        return users.find(actor.org(), actor.user())
                .filter(user -> user.profileId() == profile.id())
                .isPresent();
    }

    private static Map<String, Object> id(Profile profile) {
        return Map.of("id", Long.toString(profile.id()));
    }

    private static Profile require(List<Profile> all, String id) {
        long wanted = ApiParameters.id(id);
        return all.stream()
                .filter(profile -> profile.id() == wanted)
                .findFirst()
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.INVALID_DATA, "the id given seems to be invalid", Map.of("param_name", "id")));
    }
}
