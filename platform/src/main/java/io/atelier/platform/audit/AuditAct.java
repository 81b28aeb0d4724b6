package io.atelier.platform.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An act as its feature tells it. Must hold no secret and no value of a record.
 *
 * @param objectName as people know it, at the time of the act; may be empty
 * @param modules API names of the modules that it concerns
 * @param before what JSON can hold, null where there was nothing
 * @param after what JSON can hold, null where nothing is left
 */
public record AuditAct(
        AuditKind kind,
        AuditAction action,
        AuditObject object,
        String objectId,
        String objectName,
        List<String> modules,
        @Nullable Object before,
        @Nullable Object after) {
    public AuditAct {
        modules = List.copyOf(modules);
    }

    public static AuditAct of(AuditKind kind, AuditAction action, AuditObject object, String id, String name) {
        return new AuditAct(kind, action, object, id, name, List.of(), null, null);
    }

    public static AuditAct setup(AuditAction action, AuditObject object, long id, String name) {
        return of(AuditKind.SETUP, action, object, Long.toString(id), name);
    }

    public AuditAct in(String module) {
        return new AuditAct(
                kind,
                action,
                object,
                objectId,
                objectName,
                module.isEmpty() ? List.of() : List.of(module),
                before,
                after);
    }

    public AuditAct in(List<String> newModules) {
        return new AuditAct(kind, action, object, objectId, objectName, newModules, before, after);
    }

    public AuditAct changing(@Nullable Object newBefore, @Nullable Object newAfter) {
        return new AuditAct(kind, action, object, objectId, objectName, modules, newBefore, newAfter);
    }
}
