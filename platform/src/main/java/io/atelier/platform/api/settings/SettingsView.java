package io.atelier.platform.api.settings;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.org.Actor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The model as one actor may know it. What leads only to a module that does not exist for the actor is left out.
 *
 * @param language of what people read
 */
public record SettingsView(Actor actor, OrgModel model, Access rights, Locale language, boolean unchanged) {
    /** Returns the modules that exist for the actor, in the order of the navigation. */
    public List<ModuleDef> modules() {
        return model.modules().stream()
                .filter(module -> rights.may(module, Verb.READ))
                .toList();
    }

    Optional<ModuleDef> findModule(String apiName) {
        return model.findModule(apiName).filter(module -> rights.may(module, Verb.READ));
    }

    /** Returns the module or refuses as if there was none. */
    public ModuleDef module(String apiName) {
        return findModule(apiName).orElseThrow(SettingsView::noModule);
    }

    /** Finds by API name or id. */
    ModuleDef moduleOf(String nameOrId) {
        return modules().stream()
                .filter(module -> module.apiName().equals(nameOrId)
                        || Long.toString(module.id()).equals(nameOrId))
                .findFirst()
                .orElseThrow(SettingsView::noModule);
    }

    List<FieldDef> fields(ModuleDef module) {
        return rights.fields(module).stream().filter(this::isWhole).toList();
    }

    Optional<FieldDef> findField(ModuleDef module, String apiName) {
        return rights.findField(module, apiName).filter(this::isWhole);
    }

    /** Clients cannot read rows and links without their module. */
    private boolean isWhole(FieldDef field) {
        return switch (field.properties()) {
            case FieldProperties.Subform subform -> findModule(subform.module()).isPresent();
            case FieldProperties.MultiLookup links ->
                findModule(links.linkingModule()).isPresent()
                        && findModule(links.target()).isPresent();
            case FieldProperties.None _,
                    FieldProperties.Text _,
                    FieldProperties.Number _,
                    FieldProperties.Choices _,
                    FieldProperties.AutoNumber _,
                    FieldProperties.Lookup _,
                    FieldProperties.AnyLookup _,
                    FieldProperties.Files _,
                    FieldProperties.Formula _,
                    FieldProperties.Rollup _ -> true;
        };
    }

    /** Says whether the actor shapes the model, and so may know how it works inside. */
    boolean mayCustomize() {
        return rights.has(Permission.CUSTOMIZE);
    }

    private static PlatformException noModule() {
        return new PlatformException(
                ErrorCode.INVALID_MODULE, "the module name given seems to be invalid", Map.of("param_name", "module"));
    }
}
