package io.atelier.platform.api.user;

import io.atelier.platform.access.Role;
import io.atelier.platform.access.RoleService;
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
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The roles of the organization: who stands where is no secret inside of it. */
@RestController
@RequestMapping(RecordPaths.VERSION + "/settings/roles")
final class RoleController {
    private final SettingsViews views;
    private final RoleService roles;
    private final JsonBody bodies;

    RoleController(SettingsViews views, RoleService roles, JsonBody bodies) {
        this.views = views;
        this.roles = roles;
        this.bodies = bodies;
    }

    @GetMapping
    ResponseEntity<Map<String, Object>> all(HttpServletRequest request) {
        SettingsView view = views.read(request, "roles");
        List<Role> all = roles.all(view.actor().org());
        return SettingsAnswer.list(
                view, "roles", all.stream().map(role -> json(role, all)).toList());
    }

    @GetMapping("/{id:[0-9]+}")
    ResponseEntity<Map<String, Object>> one(@PathVariable String id, HttpServletRequest request) {
        SettingsView view = views.read(request, "roles");
        List<Role> all = roles.all(view.actor().org());
        Role found = require(all, ApiParameters.id(id));
        return SettingsAnswer.list(view, "roles", List.of(json(found, all)));
    }

    private static Map<String, @Nullable Object> json(Role role, List<Role> all) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", Long.toString(role.id()));
        json.put("name", role.name());
        json.put("display_label", role.name());
        json.put("description", role.data().description());
        json.put("admin_user", role.parent().isEmpty());
        json.put("share_with_peers", role.data().peers());
        json.put(
                "reporting_to",
                all.stream()
                        .filter(other -> role.parent().isPresent()
                                && other.id() == role.parent().getAsLong())
                        .findFirst()
                        .<Object>map(parent -> Map.of("id", Long.toString(parent.id()), "name", parent.name()))
                        .orElse(null));
        json.put("forecast_manager", null);
        return json;
    }

    @PostMapping
    ResponseEntity<Map<String, Object>> create(HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        SettingsView view = views.of(request, "roles", "CREATE");
        JsonWish wish = bodies.wishes(request, "roles", 1).getFirst();
        RowAnswers rows = new RowAnswers("roles");
        rows.add(
                "Role added",
                () -> id(roles.create(
                        view.actor(),
                        new Role.RoleData(
                                wish.requireText("name"),
                                wish.text("description").orElse(""),
                                parent(wish, OptionalLong.empty()),
                                wish.flag("share_with_peers").orElse(false)))));
        return rows.answer(HttpStatus.CREATED);
    }

    @PutMapping("/{id:[0-9]+}")
    ResponseEntity<Map<String, Object>> change(@PathVariable String id, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        SettingsView view = views.of(request, "roles", "UPDATE");
        JsonWish wish = bodies.wishes(request, "roles", 1).getFirst();
        RowAnswers rows = new RowAnswers("roles");
        rows.add("Role updated", () -> {
            Role before = require(roles.all(view.actor().org()), ApiParameters.id(id));
            return id(roles.change(
                    view.actor(),
                    before.id(),
                    new Role.RoleData(
                            wish.text("name").orElse(before.name()),
                            wish.text("description").orElse(before.data().description()),
                            parent(wish, before.parent()),
                            wish.flag("share_with_peers").orElse(before.data().peers()))));
        });
        return rows.answer(HttpStatus.OK);
    }

    /** People of the role, and the roles below it, go to the role that {@code transfer_to_id} names. */
    @DeleteMapping("/{id:[0-9]+}")
    Map<String, Object> delete(@PathVariable String id, HttpServletRequest request) {
        SettingsView view = views.of(request, "roles", "DELETE");
        long successor = ApiParameters.id(ApiParameters.get(request, "transfer_to_id"));
        roles.delete(view.actor(), ApiParameters.id(id), successor);
        return Map.of("roles", List.of(ApiAnswers.success("Role deleted", Map.of("id", id))));
    }

    private static OptionalLong parent(JsonWish wish, OptionalLong otherwise) {
        return wish.object("reporting_to")
                .map(parent -> OptionalLong.of(parent.requireId("id")))
                .orElse(otherwise);
    }

    private static Map<String, Object> id(Role role) {
        return Map.of("id", Long.toString(role.id()));
    }

    private static Role require(List<Role> all, long wanted) {
        return all.stream()
                .filter(role -> role.id() == wanted)
                .findFirst()
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.INVALID_DATA, "the id given seems to be invalid", Map.of("param_name", "id")));
    }
}
