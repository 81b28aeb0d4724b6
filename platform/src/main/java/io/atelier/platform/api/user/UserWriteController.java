package io.atelier.platform.api.user;

import io.atelier.platform.access.RoleService;
import io.atelier.platform.api.ApiAnswers;
import io.atelier.platform.api.ApiParameters;
import io.atelier.platform.api.ApiScopes;
import io.atelier.platform.api.JsonBody;
import io.atelier.platform.api.JsonWish;
import io.atelier.platform.api.RecordPaths;
import io.atelier.platform.api.RowAnswers;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.identity.UserState;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgService;
import io.atelier.platform.org.UserId;
import io.atelier.platform.people.LinkSent;
import io.atelier.platform.people.NewUser;
import io.atelier.platform.people.UserAdminService;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Invites, changes and deactivates people. What asks a person for their password once more is refused to a program. */
@RestController
@RequestMapping(RecordPaths.VERSION + "/users")
final class UserWriteController {
    private static final int MAX_CHANGED = 10;

    private final UserAdminService people;
    private final UserService users;
    private final RoleService roles;
    private final OrgService orgs;
    private final JsonBody bodies;
    private final TransactionOperations transactions;
    private final String address;

    /** @param address of this installation: a request's own could lead whoever is invited elsewhere */
    UserWriteController(
            UserAdminService people,
            UserService users,
            RoleService roles,
            OrgService orgs,
            JsonBody bodies,
            TransactionOperations transactions,
            @Value("${atelier.address:}") String address) {
        this.people = people;
        this.users = users;
        this.roles = roles;
        this.orgs = orgs;
        this.bodies = bodies;
        this.transactions = transactions;
        this.address = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }

    @PostMapping
    ResponseEntity<Map<String, Object>> invite(HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = authorize(request, "CREATE");
        JsonWish wish = bodies.wishes(request, "users", 1).getFirst();
        RowAnswers rows = new RowAnswers("users");
        rows.add("User added", () -> invite(actor, wish));
        return rows.answer(HttpStatus.CREATED);
    }

    private Map<String, Object> invite(Actor actor, JsonWish wish) {
        if (address.isEmpty()) {
            throw new PlatformException(
                    ErrorCode.UNAVAILABLE,
                    "The address of this installation is not known, which an invitation leads to. Set"
                            + " ATELIER_ADDRESS.");
        }
        String email = wish.requireText("email").strip();
        String name = (wish.text("first_name").orElse("") + " " + wish.requireText("last_name")).strip();
        long profile = wish.id("profile").orElseThrow(() -> wish.missing("profile"));
        NewUser invited = new NewUser(email, name, profile, language(wish), zone(actor, wish));
        Map<String, Object> details = new LinkedHashMap<>();
        transactions.executeWithoutResult(_ -> {
            LinkSent sent = people.invite(actor, invited, address);
            User made = users.all(actor.org()).stream()
                    .filter(user -> user.state() == UserState.UNCONFIRMED
                            && user.email().equals(email.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow();
            wish.id("role").ifPresent(role -> roles.assign(actor, made.id(), role));
            details.put("id", Long.toString(made.id().value()));
            switch (sent) {
                case LinkSent.Mailed _ -> {}
                case LinkSent.HandOver(String link) -> details.put("invitation_url", link);
            }
        });
        return details;
    }

    @PutMapping
    ResponseEntity<Map<String, Object>> changeAll(HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = authorize(request, "UPDATE");
        RowAnswers rows = new RowAnswers("users");
        for (JsonWish wish : bodies.wishes(request, "users", MAX_CHANGED)) {
            rows.add("User updated", () -> change(actor, wish.requireId("id"), wish));
        }
        return rows.answer(HttpStatus.OK);
    }

    @PutMapping("/{id:[0-9]+}")
    ResponseEntity<Map<String, Object>> change(@PathVariable String id, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = authorize(request, "UPDATE");
        JsonWish wish = bodies.wishes(request, "users", 1).getFirst();
        RowAnswers rows = new RowAnswers("users");
        rows.add("User updated", () -> change(actor, ApiParameters.id(id), wish));
        return rows.answer(HttpStatus.OK);
    }

    /** Changes role, profile and status; a name, a language and a time zone are the person's own. */
    private Map<String, Object> change(Actor actor, long id, JsonWish wish) {
        UserId user = new UserId(id);
        List<String> unknown = wish.values().keySet().stream()
                .filter(key -> !List.of("id", "role", "profile", "status").contains(key))
                .toList();
        if (!unknown.isEmpty()) {
            throw new PlatformException(
                    ErrorCode.NOT_SUPPORTED,
                    "Only role, profile and status of a person are changed by others.",
                    Map.of("api_name", unknown.getFirst()));
        }
        transactions.executeWithoutResult(_ -> {
            User before = users.get(actor.org(), user);
            wish.id("role").ifPresent(role -> roles.assign(actor, user, role));
            wish.id("profile")
                    .filter(profile -> profile != before.profileId())
                    .ifPresent(profile -> people.changeProfile(actor, user, profile));
            wish.text("status").ifPresent(status -> changeState(actor, before, status, wish));
        });
        return Map.of("id", Long.toString(id));
    }

    private void changeState(Actor actor, User before, String status, JsonWish wish) {
        switch (status) {
            case "active" -> {
                if (!before.active()) {
                    people.reactivate(actor, before.id());
                }
            }
            case "inactive", "disabled" -> {
                if (before.active()) {
                    people.deactivate(actor, before.id());
                }
            }
            default -> throw wish.refused("status", "picklist");
        }
    }

    /** Deactivates; an invitation that nobody has followed yet is taken back. */
    @DeleteMapping("/{id:[0-9]+}")
    Map<String, Object> delete(@PathVariable String id, HttpServletRequest request) {
        Actor actor = authorize(request, "DELETE");
        UserId user = new UserId(ApiParameters.id(id));
        if (users.get(actor.org(), user).state() == UserState.UNCONFIRMED) {
            people.revoke(actor, user);
        } else {
            people.deactivate(actor, user);
        }
        return Map.of("users", List.of(ApiAnswers.success("User deleted", Map.of("id", id))));
    }

    private static Locale language(JsonWish wish) {
        String text = wish.text("language").or(() -> wish.text("locale")).orElse("en");
        return text.toLowerCase(Locale.ROOT).startsWith("ru") ? Locale.of("ru") : Locale.ENGLISH;
    }

    private ZoneId zone(Actor actor, JsonWish wish) {
        try {
            return wish.text("time_zone")
                    .map(ZoneId::of)
                    .orElseGet(() -> orgs.get(actor.org()).zone());
        } catch (DateTimeException _) {
            throw wish.refused("time_zone", "picklist");
        }
    }

    private static Actor authorize(HttpServletRequest request, String verb) {
        return ApiScopes.require(request, "users", "ALL", verb);
    }
}
