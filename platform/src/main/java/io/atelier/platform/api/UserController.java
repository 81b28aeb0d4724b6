package io.atelier.platform.api;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Profile;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.identity.UserState;
import io.atelier.platform.oauth.Authorization;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgService;
import io.atelier.platform.org.Organization;
import io.atelier.platform.org.UserId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** People of the organization, and the organization itself. */
@RestController
@RequestMapping("/crm/v8")
final class UserController {
    private final UserService users;
    private final AccessService access;
    private final OrgService orgs;

    UserController(UserService users, AccessService access, OrgService orgs) {
        this.users = users;
        this.access = access;
        this.orgs = orgs;
    }

    @GetMapping("/users")
    ResponseEntity<Map<String, Object>> users(HttpServletRequest request) {
        Actor actor = authorize(request, "users");
        List<User> all = users.all(actor.org());
        List<User> wanted = switch (ApiParameters.find(request, "type").orElse("AllUsers")) {
            case "CurrentUser" ->
                all.stream().filter(user -> user.id().equals(actor.user())).toList();
            case "ActiveUsers", "ActiveConfirmedUsers" ->
                all.stream().filter(User::active).toList();
            case "DeactiveUsers" -> in(all, UserState.INACTIVE);
            case "NotConfirmedUsers" -> in(all, UserState.UNCONFIRMED);
            case "DeletedUsers" -> in(all, UserState.DELETED);
            case "AllUsers" -> all;
            default -> throw ApiParameters.invalid("type", "the type of users is not known");
        };
        int perPage = ApiParameters.number(request, "per_page", RecordController.MAX_PAGE, RecordController.MAX_PAGE);
        int page = ApiParameters.number(request, "page", 1, 1_000_000);
        int from = Math.min((page - 1) * perPage, wanted.size());
        int to = Math.min(from + perPage, wanted.size());
        if (from == to) {
            return ResponseEntity.noContent().build();
        }
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("per_page", perPage);
        info.put("count", to - from);
        info.put("page", page);
        info.put("more_records", to < wanted.size());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(
                "users",
                wanted.subList(from, to).stream()
                        .map(user -> render(actor, user))
                        .toList());
        body.put("info", info);
        return ResponseEntity.ok(body);
    }

    @GetMapping("/users/{id:[0-9]+}")
    Map<String, Object> user(@PathVariable String id, HttpServletRequest request) {
        Actor actor = authorize(request, "users");
        return Map.of("users", List.of(render(actor, users.get(actor.org(), new UserId(ApiParameters.id(id))))));
    }

    @GetMapping("/org")
    Map<String, Object> org(HttpServletRequest request) {
        Actor actor = authorize(request, "org");
        Organization org = orgs.get(actor.org());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", Long.toString(org.id().value()));
        json.put("zgid", Long.toString(org.id().value()));
        json.put("company_name", org.name());
        json.put("time_zone", org.zone().getId());
        json.put("iso_code", org.currency().getCurrencyCode());
        json.put("currency", org.currency().getDisplayName(java.util.Locale.ENGLISH));
        json.put("type", "Production");
        json.put("license_details", Map.of("paid", true));
        return Map.of("org", List.of(json));
    }

    private Map<String, @Nullable Object> render(Actor actor, User user) {
        String profile = access.profiles(actor).stream()
                .filter(p -> p.id() == user.profileId())
                .map(Profile::name)
                .findFirst()
                .orElse("");
        int space = user.name().lastIndexOf(' ');
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", Long.toString(user.id().value()));
        json.put("first_name", space > 0 ? user.name().substring(0, space) : null);
        json.put("last_name", space > 0 ? user.name().substring(space + 1) : user.name());
        json.put("full_name", user.name());
        json.put("email", user.email());
        json.put("status", status(user));
        json.put("confirm", user.state() != UserState.UNCONFIRMED);
        json.put("role", null);
        json.put("profile", Map.of("name", profile, "id", Long.toString(user.profileId())));
        json.put("time_zone", user.zone().getId());
        json.put("locale", user.language().getLanguage().equals("ru") ? "ru_RU" : "en_US");
        json.put("language", user.language().toLanguageTag());
        json.put("zuid", Long.toString(user.id().value()));
        return json;
    }

    private static List<User> in(List<User> users, UserState state) {
        return users.stream().filter(user -> user.state() == state).toList();
    }

    private static String status(User user) {
        return switch (user.state()) {
            case ACTIVE -> "active";
            case UNCONFIRMED, INACTIVE -> "disabled";
            case DELETED -> "deleted";
        };
    }

    private static Actor authorize(HttpServletRequest request, String area) {
        Authorization authorization = TokenFilter.authorization(request);
        if (authorization.actor().isSystem()) {
            throw new PlatformException(ErrorCode.NO_PERMISSION, "permission denied");
        }
        authorization.require(area, "ALL", "READ");
        return authorization.actor();
    }
}
