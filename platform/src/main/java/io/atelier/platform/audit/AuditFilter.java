package io.atelier.platform.audit;

import io.atelier.platform.org.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which rows are asked for; what is empty does not matter.
 *
 * @param from not before
 * @param to before
 * @param hiddenModules rows that concern these only are left out
 */
public record AuditFilter(
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<UserId> actor,
        Optional<AuditKind> kind,
        Optional<String> module,
        Optional<AuditObject> object,
        Optional<String> objectId,
        List<String> hiddenModules) {
    public static final AuditFilter ALL = new AuditFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of());

    public AuditFilter {
        hiddenModules = List.copyOf(hiddenModules);
    }

    public AuditFilter between(Optional<Instant> newFrom, Optional<Instant> newTo) {
        return new AuditFilter(newFrom, newTo, actor, kind, module, object, objectId, hiddenModules);
    }

    public AuditFilter by(UserId newActor) {
        return new AuditFilter(from, to, Optional.of(newActor), kind, module, object, objectId, hiddenModules);
    }

    public AuditFilter of(AuditKind newKind) {
        return new AuditFilter(from, to, actor, Optional.of(newKind), module, object, objectId, hiddenModules);
    }

    public AuditFilter in(String newModule) {
        return new AuditFilter(from, to, actor, kind, Optional.of(newModule), object, objectId, hiddenModules);
    }

    public AuditFilter on(AuditObject newObject) {
        return new AuditFilter(from, to, actor, kind, module, Optional.of(newObject), objectId, hiddenModules);
    }

    public AuditFilter named(String newObjectId) {
        return new AuditFilter(from, to, actor, kind, module, object, Optional.of(newObjectId), hiddenModules);
    }

    public AuditFilter without(List<String> newHidden) {
        return new AuditFilter(from, to, actor, kind, module, object, objectId, newHidden);
    }
}
