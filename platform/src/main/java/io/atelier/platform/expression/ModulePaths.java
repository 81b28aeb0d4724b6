package io.atelier.platform.expression;

import io.atelier.platform.expression.FieldPath.Hop;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.ValueKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Follows paths from a module, as far as each step exists for the actor. */
final class ModulePaths implements FieldNames {
    private static final String NO_DOT = "This lookup points into several modules; name the one that is meant behind an"
            + " arrow: What_Id->Leads.Last_Name.";
    private static final String NO_ARROW =
            "An arrow follows a lookup into several modules only; behind another lookup stands a dot.";
    private static final String NO_MODULE =
            "This lookup does not point to such a module; choose one that it points to.";
    private static final String NO_FIELD =
            "Behind an arrow stand a module, a dot and one of its fields: What_Id->Leads.Last_Name.";

    private final ModuleDef module;
    private final Function<String, Optional<ModuleDef>> modules;
    private final FieldFinder fields;

    ModulePaths(ModuleDef module, Function<String, Optional<ModuleDef>> modules, FieldFinder fields) {
        this.module = module;
        this.modules = modules;
        this.fields = fields;
    }

    /** Where a path leads. */
    private sealed interface Walk {
        record Found(FieldPath path) implements Walk {}

        /** Something on the way does not exist for the actor. */
        record Lost() implements Walk {}

        /** All that is named exists so far, but is not followed so. */
        record Mistaken(String message) implements Walk {}
    }

    /** Finds the fields of the record that the steps so far lead to. */
    private interface Place extends Function<String, Optional<FieldDef>> {}

    @Override
    public Optional<FieldPath> find(String path) {
        return walk(path) instanceof Walk.Found(FieldPath found) ? Optional.of(found) : Optional.empty();
    }

    @Override
    public Optional<String> mistake(String path) {
        return walk(path) instanceof Walk.Mistaken(String message) ? Optional.of(message) : Optional.empty();
    }

    private Walk walk(String path) {
        List<String> steps = List.of(path.split("\\.", -1));
        if (steps.size() > FieldPath.MAX_HOPS + 1) {
            return new Walk.Lost();
        }
        Walk walk = follow(steps);
        boolean qualified = walk instanceof Walk.Lost
                && steps.size() > 1
                && steps.getFirst().equals(module.apiName());
        return qualified ? follow(steps.subList(1, steps.size())) : walk;
    }

    private Walk follow(List<String> steps) {
        List<Hop> hops = new ArrayList<>();
        Place here = in(module);
        for (String step : steps.subList(0, steps.size() - 1)) {
            List<String> parts = List.of(step.split(FieldPath.ARROW, -1));
            Optional<FieldDef> lookup = here.apply(parts.getFirst());
            if (lookup.isEmpty()) {
                return new Walk.Lost();
            }
            Optional<Walk> mistaken = mistaken(lookup.get(), parts);
            if (mistaken.isPresent()) {
                return mistaken.get();
            }
            Hop hop = parts.size() == 1 ? Hop.of(lookup.get()) : new Hop(lookup.get(), parts.get(1));
            Optional<Place> next = behind(hop);
            if (next.isEmpty()) {
                return new Walk.Lost();
            }
            here = next.get();
            hops.add(hop);
        }
        return last(hops, here, steps.getLast());
    }

    private Optional<Walk> mistaken(FieldDef lookup, List<String> parts) {
        boolean chosen = lookup.kind() == ValueKind.ANY_RECORD;
        if (parts.size() == 1) {
            return chosen ? Optional.of(new Walk.Mistaken(NO_DOT)) : Optional.empty();
        }
        if (!chosen) {
            return Optional.of(new Walk.Mistaken(NO_ARROW));
        }
        if (parts.size() > 2) {
            return Optional.of(new Walk.Mistaken(NO_FIELD));
        }
        // A module that the actor may not read is answered for as one that the lookup does not point to.
        boolean exists = lookup.targets().contains(parts.get(1))
                && modules.apply(parts.get(1)).isPresent();
        return exists ? Optional.empty() : Optional.of(new Walk.Mistaken(NO_MODULE));
    }

    private Optional<Place> behind(Hop hop) {
        if (hop.isUser()) {
            return Optional.of(ImpliedFields::ofUser);
        }
        boolean leads = hop.isChosen() || hop.lookup().kind() == ValueKind.RECORD;
        return leads && !hop.module().isEmpty() ? modules.apply(hop.module()).map(this::in) : Optional.empty();
    }

    private Place in(ModuleDef place) {
        return name ->
                name.equals(ImpliedFields.ID.apiName()) ? Optional.of(ImpliedFields.ID) : fields.find(place, name);
    }

    private static Walk last(List<Hop> hops, Place here, String step) {
        int arrow = step.indexOf(FieldPath.ARROW);
        if (arrow >= 0) {
            return here.apply(step.substring(0, arrow))
                    .<Walk>map(field -> new Walk.Mistaken(field.kind() == ValueKind.ANY_RECORD ? NO_FIELD : NO_ARROW))
                    .orElseGet(Walk.Lost::new);
        }
        return here.apply(step)
                .<Walk>map(field -> new Walk.Found(new FieldPath(hops, field)))
                .orElseGet(Walk.Lost::new);
    }
}
