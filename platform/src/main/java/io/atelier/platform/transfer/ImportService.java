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
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.file.FileService;
import io.atelier.platform.file.StoredFile;
import io.atelier.platform.job.JobService;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.Actor;
import io.atelier.platform.transfer.ImportPlan.Mapping;
import io.atelier.platform.transfer.ImportPlan.Mode;
import io.atelier.platform.transfer.internal.FileReading;
import io.atelier.platform.transfer.internal.ImportBatches;
import io.atelier.platform.transfer.internal.ImportJob;
import io.atelier.platform.transfer.internal.ImportPlanRules;
import io.atelier.platform.transfer.internal.ImportRow;
import io.atelier.platform.transfer.internal.ImportStore;
import io.atelier.platform.transfer.internal.MappingProposal;
import io.atelier.platform.transfer.internal.RejectedCsv;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Imports CSV files: {@link #upload}, {@link #inspect}, {@link #proposeMapping}, {@link #start}, then {@link #status}. */
@Service
public class ImportService {
    private static final int MAX_RECENT = 200;
    private static final int REJECTED_PAGE = 500;

    private final ImportStore store;
    private final ImportBatches batches;
    private final FileService files;
    private final JobService jobs;
    private final MetadataService metadata;
    private final AccessService access;
    private final IdGenerator ids;

    private final AuditLog audit;

    ImportService(
            ImportStore store,
            ImportBatches batches,
            FileService files,
            JobService jobs,
            MetadataService metadata,
            AccessService access,
            IdGenerator ids,
            AuditLog audit) {
        this.audit = audit;
        this.store = store;
        this.batches = batches;
        this.files = files;
        this.jobs = jobs;
        this.metadata = metadata;
        this.access = access;
        this.ids = ids;
    }

    /**
     * Keeps a file that the actor wants to import; nobody else can import it.
     *
     * @throws PlatformException {@link ErrorCode#PAYLOAD_TOO_LARGE} above {@link ImportLimits#MAX_BYTES}
     */
    @Transactional
    public StoredFile upload(Actor actor, String name, InputStream content) {
        access.of(actor);
        StoredFile file = files.store(actor, name, "text/csv", content, ImportLimits.MAX_BYTES);
        store.insertFile(actor, file.id());
        return file;
    }

    /**
     * Looks at a file that the actor brought. Reads all of it, so that what is wrong anywhere is known before anything is
     * written.
     *
     * @throws PlatformException {@link ErrorCode#INVALID_FILE} or {@link ErrorCode#LIMIT_EXCEEDED}
     */
    public FilePreview inspect(Actor actor, long fileId) {
        requireSize(file(actor, fileId));
        return FileReading.inspect(fileId, () -> files.open(actor.org(), fileId))
                .preview();
    }

    /** Proposes which column fills which field; columns without a likely field are left out. */
    @Transactional(readOnly = true)
    public List<Mapping> proposeMapping(Actor actor, String moduleName, FilePreview preview) {
        ModuleDef module = metadata.model(actor.org()).module(moduleName);
        Access rights = access.of(actor);
        rights.require(module, Verb.IMPORT);
        List<FieldDef> writable = rights.fields(module).stream()
                .filter(field -> rights.mayWrite(module, field) && isImportable(field))
                .toList();
        return MappingProposal.of(preview.columns(), writable);
    }

    /** Files and rows of subforms do not fit into a cell. */
    private static boolean isImportable(FieldDef field) {
        return switch (field.kind()) {
            case TEXT, NUMBER, BOOLEAN, DATE, DATETIME, CHOICES, RECORD, USER -> true;
            case ANY_RECORD, USERS, FILES, ADDRESS, LINKS, ROWS -> false;
        };
    }

    /** Returns how cells of a column are read for the field. */
    public ValueFormat formatFor(FieldDef field, ValueFormat guess) {
        return MappingProposal.format(field.kind(), guess);
    }

    /**
     * Says what would become of a file's first rows. What only a write shows, such as a workflow's refusal, stays unsaid.
     *
     * @throws ViolationsException if the plan names what is not there or may not be written
     */
    @Transactional(readOnly = true)
    public List<RowPreview> tryOut(Actor actor, ImportPlan plan, FilePreview preview) {
        ModuleDef module = metadata.model(actor.org()).module(plan.module());
        Access rights = access.of(actor);
        rights.require(module, Verb.IMPORT);
        requireSound(plan, module, rights, preview.columns().size());
        return batches.tryOut(actor, plan, preview);
    }

    /**
     * Begins an import and returns its id; the rows are written by a job, as the actor.
     *
     * @throws ViolationsException if the plan names what is not there or may not be written
     */
    @Transactional
    public long start(Actor actor, ImportPlan plan) {
        return begin(actor, plan, Optional.empty());
    }

    /** @param charset of the file; empty to find out */
    long begin(Actor actor, ImportPlan plan, Optional<Charset> charset) {
        StoredFile file = file(actor, plan.fileId());
        ModuleDef module = metadata.model(actor.org()).module(plan.module());
        Access rights = access.of(actor);
        rights.require(module, Verb.IMPORT);
        if (!plan.options().changesOnly()) {
            rights.require(module, Verb.CREATE);
        }
        if (plan.duplicates().mode() == Mode.UPDATE) {
            rights.require(module, Verb.UPDATE);
        }
        requireSize(file);
        FileReading.Found found = FileReading.check(file.id(), charset, () -> files.open(actor.org(), file.id()));
        requireSound(plan, module, rights, found.headers().size());
        if (plan.options().forPrograms()) {
            requireModest(found);
        }
        if (found.preview().rowCount() == 0) {
            throw new PlatformException(ErrorCode.INVALID_FILE, "The file has no rows below its header.");
        }
        long id = ids.next();
        store.insert(
                actor,
                id,
                plan,
                file.name(),
                found.headers(),
                found.dialect(),
                found.preview().rowCount());
        jobs.enqueue(ImportJob.NAME, new ImportJob.Data(actor.org().value(), id));
        audit.append(
                actor,
                AuditAct.of(AuditKind.RECORDS, AuditAction.STARTED, AuditObject.IMPORT, Long.toString(id), file.name())
                        .in(plan.module())
                        .changing(null, Map.of("rows", found.preview().rowCount())));
        return id;
    }

    /** Says how far an import is; only who started it and administrators may know. */
    @Transactional(readOnly = true)
    public ImportStatus status(Actor actor, long importId) {
        return row(actor, importId).status();
    }

    /** Returns the newest imports that the actor may see. */
    @Transactional(readOnly = true)
    public List<ImportStatus> recent(Actor actor, int limit) {
        int most = Math.clamp(limit, 1, MAX_RECENT);
        return access.of(actor).has(Permission.MANAGE_ORGANIZATION)
                ? store.recent(actor.org(), most)
                : store.recentOf(actor, most);
    }

    /** Writes the refused rows as CSV with their lines and reasons; safe to open in a spreadsheet, fit to import again. */
    @Transactional(readOnly = true)
    public void rejectedCsv(Actor actor, long importId, OutputStream out) throws IOException {
        ImportRow row = row(actor, importId);
        RejectedCsv.write(
                row.headers(), position -> store.rejected(actor.org(), importId, position, REJECTED_PAGE), out);
    }

    private static void requireModest(FileReading.Found found) {
        if (found.preview().rowCount() > BulkLimits.MAX_ROWS) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "A bulk write takes at most 25,000 rows; split the file into several.",
                    Map.of("limit", BulkLimits.MAX_ROWS));
        }
        if (found.headers().size() > BulkLimits.MAX_COLUMNS) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "A bulk write takes at most 200 columns.",
                    Map.of("limit", BulkLimits.MAX_COLUMNS));
        }
    }

    private static void requireSound(ImportPlan plan, ModuleDef module, Access rights, int columns) {
        List<Violation> faults = ImportPlanRules.check(plan, module, rights, columns);
        if (!faults.isEmpty()) {
            throw new ViolationsException(faults);
        }
    }

    private static void requireSize(StoredFile file) {
        if (file.size() > ImportLimits.MAX_BYTES) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "A file of at most 100 MB can be imported; split it into several.",
                    Map.of("limit", ImportLimits.MAX_BYTES));
        }
    }

    private StoredFile file(Actor actor, long fileId) {
        if (!store.isOwnFile(actor, fileId)) {
            throw new PlatformException(
                    ErrorCode.NOT_FOUND, "There is no such file.", Map.of("id", Long.toString(fileId)));
        }
        return files.get(actor.org(), fileId);
    }

    private ImportRow row(Actor actor, long importId) {
        Access rights = access.of(actor);
        return store.find(actor.org(), importId)
                .filter(row -> rights.has(Permission.MANAGE_ORGANIZATION)
                        || row.status().startedBy().equals(actor.user()))
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.NOT_FOUND, "There is no such import.", Map.of("id", Long.toString(importId))));
    }
}
