package io.atelier.platform.transfer;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Verb;
import io.atelier.platform.audit.AuditAct;
import io.atelier.platform.audit.AuditAction;
import io.atelier.platform.audit.AuditKind;
import io.atelier.platform.audit.AuditLog;
import io.atelier.platform.audit.AuditObject;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.identity.StepUpService;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.transfer.internal.ExportArchive;
import io.atelier.platform.transfer.internal.ExportPages;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

/**
 * Takes records out as CSV, of any number, in constant memory. What the actor may not see is not in the file, and that it
 * was taken stands in the audit log before its first byte leaves. The file is no picture of one moment: each {@link
 * RecordQuery#MAX_LIMIT} rows are as they were when their turn came, with the rights that the actor had then.
 */
@Service
public class ExportService {
    private final AccessService access;
    private final MetadataService metadata;
    private final StepUpService stepUp;
    private final AuditLog audit;
    private final ExportPages pages;
    private final ExportArchive archive;

    ExportService(
            AccessService access,
            MetadataService metadata,
            StepUpService stepUp,
            AuditLog audit,
            ExportPages pages,
            ExportArchive archive) {
        this.access = access;
        this.metadata = metadata;
        this.stepUp = stepUp;
        this.audit = audit;
        this.pages = pages;
        this.archive = archive;
    }

    /**
     * Writes all records that the query finds on all of its pages, and leaves the stream open.
     *
     * @param query its fields are the columns, all that the actor may see if there are none; cursor and limit do not count
     * @throws PlatformException {@link ErrorCode#NO_PERMISSION} without {@link Verb#EXPORT} in the module
     */
    public void csv(Actor actor, RecordQuery query, ExportStyle style, OutputStream out) throws IOException {
        Access rights = access.of(actor);
        ModuleDef module = metadata.model(actor.org()).module(query.module());
        rights.require(module, Verb.EXPORT);
        List<FieldDef> fields = query.fields().isEmpty()
                ? rights.fields(module)
                : query.fields().stream()
                        .map(name -> field(rights, module, name))
                        .toList();
        audit.append(
                actor,
                AuditAct.of(AuditKind.EXPORT, AuditAction.READ, AuditObject.RECORDS, "", "CSV")
                        .in(module.apiName())
                        .changing(
                                null,
                                Map.of(
                                        "criteria",
                                        query.criteria().toText(),
                                        "fields",
                                        fields.stream().map(FieldDef::apiName).toList())));
        pages.write(actor, query, fields, style, out, _ -> {});
    }

    /**
     * Passes who may take everything out now: an administrator at the screen who has just shown that it is them.
     *
     * @throws PlatformException {@link ErrorCode#NO_PERMISSION} or {@link ErrorCode#STEP_UP_REQUIRED}
     */
    public void requireEverything(Actor actor) {
        Access rights = access.of(actor);
        rights.require(Permission.MANAGE_ORGANIZATION);
        if (!rights.isAdministrator()) {
            throw new PlatformException(
                    ErrorCode.NO_PERMISSION, "Only an administrator can take everything out; export module by module.");
        }
        stepUp.require(actor);
    }

    /**
     * Writes a ZIP archive of all records in use of all modules, subforms and links included, a CSV file each, of the files
     * that they hold, and of the users' names; leaves the stream open.
     *
     * @throws PlatformException as {@link #requireEverything}
     */
    public void everything(Actor actor, ExportStyle style, OutputStream out) throws IOException {
        requireEverything(actor);
        List<ModuleDef> modules = metadata.model(actor.org()).modules();
        audit.append(
                actor,
                AuditAct.of(AuditKind.EXPORT, AuditAction.READ, AuditObject.RECORDS, "", "ZIP")
                        .in(modules.stream().map(ModuleDef::apiName).toList()));
        archive.write(actor, modules, style, out);
    }

    private static FieldDef field(Access rights, ModuleDef module, String name) {
        return rights.findField(module, name)
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.INVALID_FIELD,
                        "Module " + module.apiName() + " has no such field.",
                        Map.of("api_name", name)));
    }
}
