package io.atelier.platform.api;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Profile;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The profiles of the organization: their names are everybody's, what they allow is for those who manage security. */
@RestController
@RequestMapping("/crm/{version:v2|v8}/settings/profiles")
final class ProfileController {
    private final SettingsViews views;
    private final AccessService access;

    ProfileController(SettingsViews views, AccessService access) {
        this.views = views;
        this.access = access;
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
        long wanted = ApiParameters.id(id);
        Profile found = access.profiles(view.actor()).stream()
                .filter(profile -> profile.id() == wanted)
                .findFirst()
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.INVALID_DATA, "the id given seems to be invalid", Map.of("param_name", "id")));
        ProfileJson json = new ProfileJson(view);
        boolean told = view.rights().has(Permission.MANAGE_SECURITY)
                || (!view.actor().isSystem()
                        && access.profileOf(view.actor(), view.actor().user()).id() == wanted);
        return SettingsAnswer.list(view, "profiles", List.of(told ? json.whole(found) : json.of(found)));
    }
}
