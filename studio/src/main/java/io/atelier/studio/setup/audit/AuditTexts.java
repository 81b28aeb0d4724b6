package io.atelier.studio.setup.audit;

import io.atelier.platform.audit.AuditKind;
import io.atelier.platform.audit.AuditObject;
import io.atelier.platform.audit.AuditRow;
import io.atelier.studio.workspace.records.Workspace;
import java.util.Locale;

/** Says rows in the reader's language. */
final class AuditTexts {
    private AuditTexts() {}

    static String kind(Workspace workspace, AuditKind kind) {
        return workspace.text("audit.kind." + kind.name().toLowerCase(Locale.ROOT));
    }

    /** Returns what was done to what, such as "Role: changed". */
    static String act(Workspace workspace, AuditRow row) {
        return workspace.text("audit.object." + row.object().name().toLowerCase(Locale.ROOT)) + ": "
                + workspace.text("audit.action." + row.action().name().toLowerCase(Locale.ROOT));
    }

    /** Returns the name of what it was done to; writes of records have none, and are told by their kind. */
    static String name(Workspace workspace, AuditRow row) {
        return row.object() == AuditObject.OPERATION
                ? workspace.text("audit.operation." + row.objectName().toLowerCase(Locale.ROOT))
                : row.objectName();
    }

    static String user(Workspace workspace, AuditRow row) {
        return row.actorName().isEmpty() ? workspace.text("audit.system") : row.actorName();
    }

    static String modules(Workspace workspace, AuditRow row) {
        return String.join(
                ", ",
                row.modules().stream()
                        .map(name -> workspace
                                .findModule(name)
                                .map(module -> module.plural().in(workspace.locale()))
                                .orElse(name))
                        .toList());
    }
}
