package io.atelier.platform.api;

import io.atelier.platform.access.Role;
import io.atelier.platform.access.RoleService;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
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

/** The roles of the organization: who stands where is no secret inside of it. */
@RestController
@RequestMapping("/crm/{version:v2|v8}/settings/roles")
final class RoleController {
    private final SettingsViews views;
    private final RoleService roles;

    RoleController(SettingsViews views, RoleService roles) {
        this.views = views;
        this.roles = roles;
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
        long wanted = ApiParameters.id(id);
        Role found = all.stream()
                .filter(role -> role.id() == wanted)
                .findFirst()
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.INVALID_DATA, "the id given seems to be invalid", Map.of("param_name", "id")));
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
}
