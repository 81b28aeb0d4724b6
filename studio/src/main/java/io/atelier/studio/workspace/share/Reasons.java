package io.atelier.studio.workspace.share;

import com.vaadin.flow.spring.annotation.SpringComponent;
import com.vaadin.flow.spring.annotation.VaadinSessionScope;
import io.atelier.platform.access.SharingReason;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.studio.shell.Routes;
import io.atelier.studio.workspace.records.Workspace;
import java.util.Locale;
import java.util.Optional;

/** Why a record is open to somebody, in words, and where that is set. */
@SpringComponent
@VaadinSessionScope
public class Reasons {
    private final Workspace workspace;

    Reasons(Workspace workspace) {
        this.workspace = workspace;
    }

    /** @param address where it is set; empty for what nobody sets */
    public record Told(String text, Optional<String> address) {}

    public Told of(SharingReason reason, ModuleDef module, long record) {
        String sharing = "setup/sharing/" + module.apiName();
        return switch (reason) {
            case SharingReason.Administrator _ -> told("access.reason.administrator", "setup/profiles");
            case SharingReason.Default(var general) ->
                new Told(
                        workspace.text("access.reason.default", general(general.name())), Optional.of("setup/sharing"));
            case SharingReason.Own _ -> new Told(workspace.text("access.reason.own"), Optional.empty());
            case SharingReason.Superior(var role) -> told("access.reason.superior", "setup/roles", role.name());
            case SharingReason.Rule(var rule) ->
                told("access.reason.rule", sharing, rule.data().name());
            case SharingReason.Share _ -> told("access.reason.share", Routes.record(module.apiName(), record));
            case SharingReason.Field(var field) ->
                told(
                        "access.reason.field",
                        sharing,
                        module.findField(field)
                                .map(FieldDef::label)
                                .map(label -> label.in(workspace.locale()))
                                .orElse(field));
            case SharingReason.InTerritory(var territory) ->
                told(
                        "access.reason.territory",
                        "setup/territories/" + territory.id(),
                        territory.data().name());
        };
    }

    /** Returns what everybody may do with everybody's records. */
    public String general(String name) {
        return workspace.text("sharing.default." + name.toLowerCase(Locale.ROOT));
    }

    private Told told(String key, String address, Object... parameters) {
        return new Told(workspace.text(key, parameters), Optional.of(address));
    }
}
