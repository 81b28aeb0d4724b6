package io.atelier.platform.expression;

import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tells what names in an expression stand for. What is hidden from the actor is answered for exactly as what does not
 * exist, so that no error tells them apart.
 */
@FunctionalInterface
public interface FieldNames {
    /**
     * Returns the field of a path of API names, or empty. A dot follows a lookup, {@code Account_Name.Industry}; one into
     * several modules is followed by an arrow and the module that is meant, {@code What_Id->Leads.Last_Name}.
     */
    Optional<FieldPath> find(String path);

    /** Says what is wrong with how a path is written that is not found; empty where there is just no such field. */
    default Optional<String> mistake(String path) {
        return Optional.empty();
    }

    /** Knows the record's own fields only. */
    static FieldNames own(Function<String, Optional<FieldDef>> fields) {
        return path -> fields.apply(path).map(FieldPath::of);
    }

    /** Knows all fields of the module and of the modules that its lookups lead to. */
    static FieldNames of(OrgModel model, ModuleDef module) {
        return of(module, model::findModule, ModuleDef::findField);
    }

    /**
     * Knows the fields that an actor may see.
     *
     * @param modules finds the module that a lookup leads to; empty where the actor may not read it
     * @param fields finds a field of a module; empty where it is hidden
     */
    static FieldNames of(ModuleDef module, Function<String, Optional<ModuleDef>> modules, FieldFinder fields) {
        return new ModulePaths(module, modules, fields);
    }

    /** Finds a field of a module by API name, as far as it exists for the actor. */
    @FunctionalInterface
    interface FieldFinder {
        Optional<FieldDef> find(ModuleDef module, String name);
    }
}
