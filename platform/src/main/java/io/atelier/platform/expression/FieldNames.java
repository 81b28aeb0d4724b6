package io.atelier.platform.expression;

import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.ValueKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tells what names in an expression stand for. What is hidden from the actor is answered for exactly as what does not
 * exist, so that no error tells them apart.
 */
@FunctionalInterface
public interface FieldNames {
    /** Returns the field of a dotted path of API names, or empty. */
    Optional<FieldPath> find(String path);

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
        return path -> {
            List<String> names = List.of(path.split("\\.", -1));
            if (names.size() > FieldPath.MAX_HOPS + 1) {
                return Optional.empty();
            }
            Optional<FieldPath> found = follow(module, modules, fields, names);
            boolean qualified =
                    found.isEmpty() && names.size() > 1 && names.getFirst().equals(module.apiName());
            return qualified ? follow(module, modules, fields, names.subList(1, names.size())) : found;
        };
    }

    private static Optional<FieldPath> follow(
            ModuleDef start, Function<String, Optional<ModuleDef>> modules, FieldFinder fields, List<String> names) {
        List<FieldDef> hops = new ArrayList<>();
        FieldFinder here = (module, name) ->
                name.equals(ImpliedFields.ID.apiName()) ? Optional.of(ImpliedFields.ID) : fields.find(module, name);
        Function<String, Optional<FieldDef>> finder = name -> here.find(start, name);
        for (String name : names.subList(0, names.size() - 1)) {
            Optional<FieldDef> hop = finder.apply(name);
            if (hop.isEmpty()) {
                return Optional.empty();
            }
            FieldDef lookup = hop.get();
            if (lookup.kind() == ValueKind.USER) {
                finder = ImpliedFields::ofUser;
            } else if (lookup.kind() == ValueKind.RECORD && !lookup.target().isEmpty()) {
                Optional<ModuleDef> target = modules.apply(lookup.target());
                if (target.isEmpty()) {
                    return Optional.empty();
                }
                finder = field -> here.find(target.get(), field);
            } else {
                return Optional.empty();
            }
            hops.add(lookup);
        }
        return finder.apply(names.getLast()).map(field -> new FieldPath(hops, field));
    }

    /** Finds a field of a module by API name, as far as it exists for the actor. */
    @FunctionalInterface
    interface FieldFinder {
        Optional<FieldDef> find(ModuleDef module, String name);
    }
}
