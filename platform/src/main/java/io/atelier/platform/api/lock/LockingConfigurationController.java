package io.atelier.platform.api.lock;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.api.ApiAnswers;
import io.atelier.platform.api.ApiParameters;
import io.atelier.platform.api.ApiScopes;
import io.atelier.platform.api.JsonBody;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.LockingConfiguration;
import io.atelier.platform.record.LockingConfigurationService;
import io.atelier.platform.record.LockingData;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/** How records of a module, the parameter {@code module}, are locked; a module has at most one configuration. */
@RestController
@RequestMapping("/crm/v8/settings/record_locking_configurations")
final class LockingConfigurationController {
    private static final String NAME = "record_locking_configurations";

    private final LockingConfigurationService configurations;
    private final AccessService access;
    private final JsonBody bodies;

    LockingConfigurationController(LockingConfigurationService configurations, AccessService access, JsonBody bodies) {
        this.configurations = configurations;
        this.access = access;
        this.bodies = bodies;
    }

    @GetMapping
    ResponseEntity<Map<String, Object>> all(HttpServletRequest request) {
        Actor actor = authorize(request, "READ");
        Optional<LockingConfiguration> found = configurations.find(actor, ApiParameters.get(request, "module"));
        return found.map(one -> ResponseEntity.ok(body(actor, one)))
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    @GetMapping("/{id:[0-9]+}")
    Map<String, Object> one(@PathVariable String id, HttpServletRequest request) {
        Actor actor = authorize(request, "READ");
        return body(actor, require(actor, request, id));
    }

    @PostMapping
    ResponseEntity<Map<String, Object>> create(HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = authorize(request, "CREATE");
        LockingData nothing = new LockingData(
                ApiParameters.get(request, "module"), false, List.of(), List.of(), List.of(), List.of());
        LockingConfiguration made = configurations.create(actor, LockingJson.read(nothing, wish(request)));
        return ResponseEntity.status(HttpStatus.CREATED).body(success(made, "created"));
    }

    @PutMapping
    Map<String, Object> changeOnly(HttpServletRequest request) throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = authorize(request, "UPDATE");
        return change(actor, require(actor, request), wish(request));
    }

    @PutMapping("/{id:[0-9]+}")
    Map<String, Object> change(@PathVariable String id, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = authorize(request, "UPDATE");
        return change(actor, require(actor, request, id), wish(request));
    }

    private Map<String, Object> change(Actor actor, LockingConfiguration before, Map<?, ?> wish) {
        return success(
                configurations.change(actor, before.version(), LockingJson.read(before.data(), wish)), "updated");
    }

    @DeleteMapping
    Map<String, Object> deleteOnly(HttpServletRequest request) {
        Actor actor = authorize(request, "DELETE");
        return delete(actor, require(actor, request, ApiParameters.get(request, "ids")));
    }

    @DeleteMapping("/{id:[0-9]+}")
    Map<String, Object> delete(@PathVariable String id, HttpServletRequest request) {
        Actor actor = authorize(request, "DELETE");
        return delete(actor, require(actor, request, id));
    }

    private Map<String, Object> delete(Actor actor, LockingConfiguration gone) {
        configurations.delete(actor, gone.data().module());
        return success(gone, "deleted");
    }

    private LockingConfiguration require(Actor actor, HttpServletRequest request) {
        return configurations
                .find(actor, ApiParameters.get(request, "module"))
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.NOT_FOUND, "Records of this module are not locked.", Map.of("param_name", "module")));
    }

    private LockingConfiguration require(Actor actor, HttpServletRequest request, String id) {
        LockingConfiguration found = require(actor, request);
        if (found.id() != ApiParameters.id(id)) {
            throw new PlatformException(ErrorCode.NOT_FOUND, "The module has no such configuration.", Map.of("id", id));
        }
        return found;
    }

    private Map<?, ?> wish(HttpServletRequest request) throws IOException, HttpMediaTypeNotSupportedException {
        if (bodies.object(request).get(NAME) instanceof List<?> rows
                && rows.size() == 1
                && rows.getFirst() instanceof Map<?, ?> wish) {
            return wish;
        }
        throw new PlatformException(
                ErrorCode.MANDATORY_NOT_FOUND,
                "one configuration is needed",
                Map.of("api_name", NAME, "json_path", "$." + NAME));
    }

    private Map<String, Object> body(Actor actor, LockingConfiguration one) {
        return Map.of(NAME, List.of(LockingJson.write(one, access.profiles(actor))));
    }

    private static Map<String, Object> success(LockingConfiguration one, String done) {
        return Map.of(
                NAME,
                List.of(ApiAnswers.success(
                        "record locking configuration " + done + " successfully",
                        Map.of("id", Long.toString(one.id())))));
    }

    private static Actor authorize(HttpServletRequest request, String verb) {
        return ApiScopes.require(request, "settings", NAME, verb);
    }
}
