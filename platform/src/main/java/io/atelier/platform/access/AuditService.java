package io.atelier.platform.access;

import io.atelier.platform.access.internal.AuditFiles;
import io.atelier.platform.audit.AuditAct;
import io.atelier.platform.audit.AuditAction;
import io.atelier.platform.audit.AuditFilter;
import io.atelier.platform.audit.AuditKind;
import io.atelier.platform.audit.AuditLog;
import io.atelier.platform.audit.AuditObject;
import io.atelier.platform.audit.AuditRow;
import io.atelier.platform.audit.AuditTrail;
import io.atelier.platform.audit.AuditVerdict;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.Actor;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.springframework.stereotype.Service;

/**
 * The audit log for those who may read it. Who may not read a module does not learn of it here, and who may not open a part
 * of set-up learns that it was changed but not what it says.
 */
@Service
public class AuditService {
    /** Most rows of a page. */
    public static final int MAX_PAGE = 200;

    private static final int EXPORT_PAGE = 1_000;

    private final AccessService access;
    private final MetadataService metadata;
    private final AuditTrail trail;
    private final AuditLog log;

    AuditService(AccessService access, MetadataService metadata, AuditTrail trail, AuditLog log) {
        this.access = access;
        this.metadata = metadata;
        this.trail = trail;
        this.log = log;
    }

    /** In which form the log leaves. */
    public enum Format {
        /** With headings; what a spreadsheet would take for a formula gets an apostrophe before it. */
        CSV,
        /** One JSON object a line, with hashes. */
        NDJSON
    }

    /**
     * A part of the log, the newest first.
     *
     * @param next to be asked for as {@code before}; empty on the last page
     */
    public record Page(List<AuditRow> rows, OptionalLong next) {
        public Page {
            rows = List.copyOf(rows);
        }
    }

    /**
     * @param before rows below this number; empty for the newest
     * @param limit 1 to {@link #MAX_PAGE}
     */
    public Page page(Actor actor, AuditFilter filter, OptionalLong before, int limit) {
        Access own = require(actor);
        if (limit < 1 || limit > MAX_PAGE) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "1 to 200 rows of the audit log can be read at once.",
                    Map.of("limit", MAX_PAGE));
        }
        List<AuditRow> rows =
                trail.before(actor.org(), seen(actor, own, filter), before.orElse(Long.MAX_VALUE), limit + 1);
        boolean more = rows.size() > limit;
        List<AuditRow> page = more ? rows.subList(0, limit) : rows;
        return new Page(
                page.stream().map(row -> shown(actor, own, row)).toList(),
                more ? OptionalLong.of(page.getLast().seq()) : OptionalLong.empty());
    }

    /** Writes all rows of the filter, the oldest first. That somebody did so stands in the log from then on. */
    public void export(Actor actor, AuditFilter filter, Format format, OutputStream out) throws IOException {
        Access own = require(actor);
        AuditFilter seen = seen(actor, own, filter);
        log.append(actor, AuditAct.of(AuditKind.EXPORT, AuditAction.READ, AuditObject.AUDIT_LOG, "", format.name()));
        AuditFiles file = new AuditFiles(out, format == Format.CSV);
        long seq = 0;
        List<AuditRow> rows = trail.after(actor.org(), seen, seq, EXPORT_PAGE);
        while (!rows.isEmpty()) {
            for (AuditRow row : rows) {
                file.write(shown(actor, own, row));
            }
            seq = rows.getLast().seq();
            rows = rows.size() < EXPORT_PAGE ? List.of() : trail.after(actor.org(), seen, seq, EXPORT_PAGE);
        }
        file.flush();
    }

    /** Hashes the whole log again and names the first row that was altered or is missing. */
    public AuditVerdict verify(Actor actor) {
        require(actor);
        return trail.verify(actor.org());
    }

    private Access require(Actor actor) {
        Access own = access.of(actor);
        own.require(Permission.VIEW_AUDIT_LOG);
        return own;
    }

    private AuditFilter seen(Actor actor, Access own, AuditFilter filter) {
        List<String> hidden = metadata.model(actor.org()).modules().stream()
                .filter(module -> !own.may(module, Verb.READ))
                .map(ModuleDef::apiName)
                .toList();
        filter.module().filter(hidden::contains).ifPresent(module -> {
            throw new PlatformException(ErrorCode.INVALID_MODULE, "There is no such module.", Map.of("module", module));
        });
        return filter.without(hidden);
    }

    private AuditRow shown(Actor actor, Access own, AuditRow row) {
        if (own.isAdministrator()) {
            return row;
        }
        List<String> visible = row.modules().stream()
                .filter(name -> metadata.model(actor.org())
                        .findModule(name)
                        .filter(module -> own.may(module, Verb.READ))
                        .isPresent())
                .toList();
        boolean whole = visible.size() == row.modules().size() && own.has(needed(row.object()));
        return row.shown(visible, whole ? row.details() : "");
    }

    private static Permission needed(AuditObject object) {
        return switch (object) {
            case OPERATION, RECORDS, AUDIT_LOG, SESSION -> Permission.VIEW_AUDIT_LOG;
            case MODEL, LOCKING_CONFIGURATION, RECORD_LOCK -> Permission.CUSTOMIZE;
            case USER -> Permission.MANAGE_USERS;
            case PROFILE, ROLE, GROUP, SHARING, TERRITORY, RECORD_SHARE -> Permission.MANAGE_SECURITY;
            case CURRENCY, VARIABLE, IMPORT -> Permission.MANAGE_ORGANIZATION;
            case RULE -> Permission.MANAGE_AUTOMATION;
            case FUNCTION, WIDGET -> Permission.MANAGE_EXTENSIONS;
            case MAIL_TEMPLATE -> Permission.MANAGE_TEMPLATES;
            case WEB_FORM -> Permission.MANAGE_WEB_FORMS;
            case DASHBOARD -> Permission.MANAGE_DASHBOARDS;
            case API_CLIENT, API_TOKEN -> Permission.MANAGE_API_CLIENTS;
        };
    }
}
