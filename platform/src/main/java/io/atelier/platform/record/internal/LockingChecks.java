package io.atelier.platform.record.internal;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.expression.ContextTerm;
import io.atelier.platform.expression.CriteriaParser;
import io.atelier.platform.expression.CriteriaResolver;
import io.atelier.platform.expression.Expression;
import io.atelier.platform.expression.FieldNames;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.record.LockingData;
import io.atelier.platform.record.LockingRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Gathers what is wrong with a wish about locks, and refuses it with all of it at once. */
public final class LockingChecks {
    private final OrgModel model;
    private final Set<Long> profiles;
    private final Set<Long> rules;
    private final List<Violation> problems = new ArrayList<>();

    /**
     * @param profiles ids of those that there are
     * @param rules ids of those that the module has
     */
    public LockingChecks(OrgModel model, Set<Long> profiles, Set<Long> rules) {
        this.model = model;
        this.profiles = profiles;
        this.rules = rules;
    }

    public void check(LockingData data) {
        ModuleDef module = model.module(data.module());
        if (module.kind().isOwned()) {
            add(ErrorCode.NOT_SUPPORTED, "module", "Rows and links are locked with the records that they belong to.");
        }
        if (!data.byHand() && data.rules().isEmpty()) {
            add(ErrorCode.MANDATORY_NOT_FOUND, "rules", "Let people lock by hand, or make a rule that locks.");
        }
        if (data.rules().size() > LockingData.MAX_RULES) {
            add(
                    ErrorCode.LIMIT_EXCEEDED,
                    "rules",
                    "At most " + LockingData.MAX_RULES + " rules lock records of a module.");
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < data.rules().size(); i++) {
            rule(module, data.rules().get(i), "rules[" + i + "].", names);
        }
        profiles(data.lockingProfiles(), "lockingProfiles");
        profiles(data.exemptProfiles(), "exemptProfiles");
        if (data.exemptProfiles().size() > LockingData.MAX_EXEMPT_PROFILES) {
            add(
                    ErrorCode.LIMIT_EXCEEDED,
                    "exemptProfiles",
                    "At most " + LockingData.MAX_EXEMPT_PROFILES + " profiles are exempt from locks.");
        }
        fields(module, data.exemptFields(), "exemptFields");
        if (!problems.isEmpty()) {
            throw new ViolationsException(problems);
        }
    }

    private void rule(ModuleDef module, LockingRule rule, String path, Set<String> names) {
        if (rule.id() != 0 && !rules.contains(rule.id())) {
            add(ErrorCode.NOT_FOUND, path + "id", "The module has no such rule; leave the id out to make one.");
        }
        if (rule.name().isBlank()) {
            add(ErrorCode.MANDATORY_NOT_FOUND, path + "name", "A rule needs a name.");
        } else if (rule.name().length() > LockingRule.MAX_NAME) {
            add(ErrorCode.LIMIT_EXCEEDED, path + "name", "A name has at most " + LockingRule.MAX_NAME + " characters.");
        } else if (!names.add(rule.name().strip().toLowerCase(Locale.ROOT))) {
            add(ErrorCode.DUPLICATE_DATA, path + "name", "Another rule has this name; choose another.");
        }
        if (rule.criteria().isBlank()) {
            add(ErrorCode.MANDATORY_NOT_FOUND, path + "criteria", "A rule needs criteria that say what it locks.");
        } else {
            criteriaProblem(model, module, rule.criteria())
                    .ifPresent(problem -> add(problem.code(), path + "criteria", problem.message()));
        }
        fields(module, rule.exemptFields(), path + "exemptFields");
    }

    /** Returns what keeps criteria from deciding about locks; empty if nothing does. */
    public static Optional<Violation> criteriaProblem(OrgModel model, ModuleDef module, String criteria) {
        try {
            Expression condition =
                    new CriteriaResolver(FieldNames.of(model, module)).resolve(CriteriaParser.parse(criteria));
            if (asksWhoLooks(condition)) {
                return Optional.of(new Violation(
                        ErrorCode.NOT_SUPPORTED,
                        "criteria",
                        "A lock holds for everybody: its criteria cannot ask who is looking."));
            }
            return condition.fields().stream()
                    .filter(path -> !path.field().isStored() || path.field().encrypted())
                    .findFirst()
                    .map(path -> new Violation(
                            ErrorCode.NOT_SUPPORTED,
                            "criteria",
                            "Criteria of locks cannot ask for " + path.text() + "."));
        } catch (PlatformException e) {
            return Optional.of(new Violation(e.code(), "criteria", e.getMessage()));
        }
    }

    private static boolean asksWhoLooks(Expression expression) {
        return expression instanceof Expression.FromContext(ContextTerm term) && term instanceof ContextTerm.CurrentUser
                || expression.children().stream().anyMatch(LockingChecks::asksWhoLooks);
    }

    private void fields(ModuleDef module, List<String> fields, String path) {
        if (fields.size() > LockingData.MAX_EXEMPT_FIELDS) {
            add(
                    ErrorCode.LIMIT_EXCEEDED,
                    path,
                    "At most " + LockingData.MAX_EXEMPT_FIELDS + " fields are exempt from locks.");
        }
        for (String name : fields) {
            if (module.findField(name).filter(field -> !field.readOnly()).isEmpty()) {
                add(
                        ErrorCode.INVALID_FIELD,
                        path,
                        "The module has no field that people change of the name " + name + ".");
            }
        }
    }

    private void profiles(List<Long> wished, String path) {
        if (!profiles.containsAll(wished)) {
            add(ErrorCode.INVALID_DATA, path, "There is no such profile.");
        }
    }

    private void add(ErrorCode code, String path, String message) {
        problems.add(new Violation(code, path, message));
    }
}
