package io.atelier.platform.access;

import io.atelier.platform.access.internal.SharingModel;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.expression.CriteriaParser;
import io.atelier.platform.expression.CriteriaResolver;
import io.atelier.platform.expression.Expression;
import io.atelier.platform.expression.FieldNames;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Gathers what is wrong with a wish about rights, and refuses it with all of it at once. */
final class AccessRules {
    private final List<Violation> problems = new ArrayList<>();

    /** @param others names that are taken */
    void name(String name, int most, Stream<String> others) {
        if (name.isBlank()) {
            add(ErrorCode.MANDATORY_NOT_FOUND, "name", "It needs a name.");
        } else if (name.length() > most) {
            add(ErrorCode.LIMIT_EXCEEDED, "name", "A name has at most " + most + " characters.");
        } else if (others.anyMatch(name::equalsIgnoreCase)) {
            add(ErrorCode.DUPLICATE_DATA, "name", "Another one has this name; choose another.");
        }
    }

    void description(String description) {
        if (description.length() > Role.RoleData.MAX_DESCRIPTION) {
            add(ErrorCode.LIMIT_EXCEEDED, "description", "A description has at most 500 characters.");
        }
    }

    void principal(String path, Principal principal, SharingModel model, UserService users, OrgId org) {
        boolean there = switch (principal.kind()) {
            case USER ->
                users.find(org, new UserId(principal.id())).filter(User::active).isPresent();
            case ROLE, ROLE_AND_SUBORDINATES -> model.roles().containsKey(principal.id());
            case GROUP -> model.groups().containsKey(principal.id());
            case TERRITORY -> model.territories().containsKey(principal.id());
        };
        if (!there) {
            add(ErrorCode.INVALID_DATA, path, "There is nobody of this kind and number.");
        }
    }

    /** Criteria of rights stand in statements that are kept: what they ask must not depend on when or by whom. */
    void criteria(String path, String criteria, ModuleDef module) {
        try {
            Expression condition =
                    new CriteriaResolver(FieldNames.own(module::findField)).resolve(CriteriaParser.parse(criteria));
            if (condition.isVolatile()) {
                add(
                        ErrorCode.NOT_SUPPORTED,
                        path,
                        "Criteria of rights cannot ask for the day or for who is looking; compare with fixed values.");
            }
            condition.fields().stream()
                    .filter(field -> !field.field().isStored() || field.field().encrypted())
                    .findFirst()
                    .ifPresent(field -> add(
                            ErrorCode.NOT_SUPPORTED, path, "Criteria of rights cannot ask for " + field.text() + "."));
        } catch (PlatformException e) {
            add(e.code(), path, String.valueOf(e.getMessage()));
        }
    }

    void add(ErrorCode code, String path, String message) {
        problems.add(new Violation(code, path, message));
    }

    void check() {
        if (!problems.isEmpty()) {
            throw new ViolationsException(problems);
        }
    }

    static PlatformException missing(String what, long id) {
        return new PlatformException(
                ErrorCode.NOT_FOUND, "There is no such " + what + ".", Map.of("id", Long.toString(id)));
    }
}
