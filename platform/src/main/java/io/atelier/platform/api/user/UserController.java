package io.atelier.platform.api.user;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Profile;
import io.atelier.platform.access.Role;
import io.atelier.platform.access.RoleService;
import io.atelier.platform.api.ApiAnswers;
import io.atelier.platform.api.ApiPage;
import io.atelier.platform.api.ApiParameters;
import io.atelier.platform.api.ApiScopes;
import io.atelier.platform.api.RecordPaths;
import io.atelier.platform.api.settings.SettingTimes;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.identity.UserState;
import io.atelier.platform.oauth.Authorization;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.UserId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** People of the organization. */
@RestController
@RequestMapping(RecordPaths.VERSION + "/users")
final class UserController {
    private final UserService users;
    private final AccessService access;
    private final RoleService roles;
    private final SettingTimes times;

    UserController(UserService users, AccessService access, RoleService roles, SettingTimes times) {
        this.users = users;
        this.access = access;
        this.roles = roles;
        this.times = times;
    }

    @GetMapping
    ResponseEntity<Map<String, Object>> users(HttpServletRequest request) {
        Actor actor = authorize(request);
        if (times.isUnchanged(request, actor.org())) {
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED).build();
        }
        Map<Long, Profile> profiles = profiles(actor);
        String type = ApiParameters.find(request, "type").orElse("AllUsers");
        List<User> wanted = users.all(actor.org()).stream()
                .filter(user -> isOf(type, user, actor, profiles))
                .toList();
        ApiPage page = ApiPage.of(request);
        Map<UserId, Long> roleOf = roles.ofUsers(actor.org());
        List<Map<String, @Nullable Object>> shown = page.of(wanted).stream()
                .map(user -> render(actor, user, profiles, roleOf))
                .toList();
        boolean more = page.skipped() + shown.size() < wanted.size();
        return ApiAnswers.list("users", shown, page.info(shown.size(), more));
    }

    @GetMapping("/{id:[0-9]+}")
    Map<String, Object> user(@PathVariable String id, HttpServletRequest request) {
        Actor actor = authorize(request);
        User user = users.get(actor.org(), new UserId(ApiParameters.id(id)));
        return Map.of("users", List.of(render(actor, user, profiles(actor), roles.ofUsers(actor.org()))));
    }

    private Map<Long, Profile> profiles(Actor actor) {
        return access.profiles(actor).stream().collect(Collectors.toMap(Profile::id, profile -> profile));
    }

    private static boolean isOf(String type, User user, Actor actor, Map<Long, Profile> profiles) {
        return switch (type) {
            case "AllUsers" -> true;
            case "CurrentUser" -> user.id().equals(actor.user());
            case "ActiveUsers", "ActiveConfirmedUsers" -> user.active();
            case "DeactiveUsers" -> user.state() == UserState.INACTIVE;
            case "ConfirmedUsers" -> user.state() == UserState.ACTIVE || user.state() == UserState.INACTIVE;
            case "NotConfirmedUsers" -> user.state() == UserState.UNCONFIRMED;
            case "DeletedUsers" -> user.state() == UserState.DELETED;
            case "AdminUsers" -> isAdministrator(user, profiles);
            case "ActiveConfirmedAdmins" -> user.active() && isAdministrator(user, profiles);
            default -> throw ApiParameters.invalid("type", "the type of users is not known");
        };
    }

    private static boolean isAdministrator(User user, Map<Long, Profile> profiles) {
        Profile profile = profiles.get(user.profileId());
        return profile != null && profile.permissions().administrator();
    }

    private Map<String, @Nullable Object> render(
            Actor actor, User user, Map<Long, Profile> profiles, Map<UserId, Long> roleOf) {
        Profile profile = profiles.get(user.profileId());
        Role role = Optional.ofNullable(roleOf.get(user.id()))
                .flatMap(id -> roles.find(actor.org(), id))
                .orElse(null);
        int space = user.name().lastIndexOf(' ');
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", Long.toString(user.id().value()));
        json.put("first_name", space > 0 ? user.name().substring(0, space) : null);
        json.put("last_name", space > 0 ? user.name().substring(space + 1) : user.name());
        json.put("full_name", user.name());
        json.put("email", user.email());
        json.put("status", status(user));
        json.put("confirm", user.state() != UserState.UNCONFIRMED);
        json.put("role", role == null ? null : Map.of("name", role.name(), "id", Long.toString(role.id())));
        json.put(
                "profile",
                Map.of("name", profile == null ? "" : profile.name(), "id", Long.toString(user.profileId())));
        json.put("alias", null);
        json.put("type__s", "Regular User");
        json.put("time_zone", user.zone().getId());
        json.put("locale", user.language().getLanguage().equals("ru") ? "ru_RU" : "en_US");
        json.put("language", user.language().toLanguageTag());
        json.put("zuid", Long.toString(user.id().value()));
        return json;
    }

    private static String status(User user) {
        return switch (user.state()) {
            case ACTIVE -> "active";
            case UNCONFIRMED, INACTIVE -> "disabled";
            case DELETED -> "deleted";
        };
    }

    private static Actor authorize(HttpServletRequest request) {
        Authorization authorization = ApiScopes.of(request);
        if (authorization.actor().isSystem()) {
            throw new PlatformException(ErrorCode.NO_PERMISSION, "permission denied");
        }
        authorization.require("users", "ALL", "READ");
        return authorization.actor();
    }
}
