package io.atelier.platform.transfer;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.connection.OutboundClient;
import io.atelier.platform.file.StoredFile;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.ValueKind;
import io.atelier.platform.org.Actor;
import io.atelier.platform.transfer.BulkWrite.Operation;
import io.atelier.platform.transfer.BulkWriteRequest.FieldMapping;
import io.atelier.platform.transfer.ImportPlan.Duplicates;
import io.atelier.platform.transfer.ImportPlan.Mapping;
import io.atelier.platform.transfer.ImportPlan.Mode;
import io.atelier.platform.transfer.ImportPlan.Options;
import io.atelier.platform.transfer.internal.BulkArchive;
import io.atelier.platform.transfer.internal.BulkWriteResult;
import io.atelier.platform.transfer.internal.BulkWriteStore;
import io.atelier.platform.transfer.internal.ImportRow;
import io.atelier.platform.transfer.internal.ImportStore;
import io.atelier.platform.transfer.internal.ProgramFormats;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes records from CSV as a job, for programs: {@link #upload}, {@link #start}, {@link #get}, {@link #result}. The job is
 * an import like those of people, with values as they are stored. Nobody but the asker knows of a job or gets its result.
 */
@Service
public class BulkWriteService {
    private static final List<Charset> CHARSETS = List.of(
            StandardCharsets.UTF_8,
            StandardCharsets.UTF_16,
            StandardCharsets.UTF_16LE,
            StandardCharsets.UTF_16BE,
            StandardCharsets.ISO_8859_1,
            StandardCharsets.US_ASCII,
            Charset.forName("windows-1251"),
            Charset.forName("windows-1252"));

    private final ImportService imports;
    private final ImportStore store;
    private final BulkWriteStore writes;
    private final BulkWriteResult results;
    private final OutboundClient client;
    private final MetadataService metadata;
    private final AccessService access;

    BulkWriteService(
            ImportService imports,
            ImportStore store,
            BulkWriteStore writes,
            BulkWriteResult results,
            OutboundClient client,
            MetadataService metadata,
            AccessService access) {
        this.imports = imports;
        this.store = store;
        this.writes = writes;
        this.results = results;
        this.client = client;
        this.metadata = metadata;
        this.access = access;
    }

    /**
     * Keeps the CSV file of an archive; nobody else can write from it.
     *
     * @throws PlatformException {@link ErrorCode#INVALID_FILE}, or {@link ErrorCode#PAYLOAD_TOO_LARGE} above {@link
     *     BulkLimits#MAX_ARCHIVE_BYTES}, or if it unpacks to more than {@link ImportLimits#MAX_BYTES}
     */
    @Transactional
    public StoredFile upload(Actor actor, InputStream archive) {
        access.of(actor);
        try (BulkArchive zip = BulkArchive.read(archive);
                InputStream csv = zip.contents()) {
            return imports.upload(actor, zip.name(), csv);
        } catch (IOException e) {
            throw new UncheckedIOException("The archive could not be closed", e);
        }
    }

    /**
     * Begins a bulk write; the rows are written by a job, as the actor.
     *
     * @throws io.atelier.platform.common.ViolationsException if fields are named that are not there or may not be written
     */
    @Transactional
    public BulkWrite start(Actor actor, BulkWriteRequest request, BulkCaller caller) {
        ModuleDef module = metadata.model(actor.org()).module(request.module());
        Access rights = access.of(actor);
        rights.require(module, Verb.IMPORT);
        caller.callbackUrl().ifPresent(client::check);
        if (request.mappings().size() > BulkLimits.MAX_COLUMNS) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "At most 200 fields are mapped.",
                    Map.of("api_name", "field_mappings", "limit", BulkLimits.MAX_COLUMNS));
        }
        long id = imports.begin(actor, plan(rights, module, request), charset(request));
        writes.insert(
                actor.org(),
                id,
                new BulkWrite.Asked(request.operation(), request.resource(), request.charset(), caller));
        return get(actor, id);
    }

    /** Says how far a bulk write of the actor is. */
    @Transactional(readOnly = true)
    public BulkWrite get(Actor actor, long id) {
        return new BulkWrite(asked(actor, id), row(actor, id).status());
    }

    /**
     * Writes the rows that were sent, each with what became of it, as CSV in a ZIP archive; leaves the stream open.
     *
     * @throws PlatformException {@link ErrorCode#NOT_FOUND} while the job goes on
     */
    public void result(Actor actor, long id, OutputStream out) throws IOException {
        requireResult(actor, id);
        results.write(row(actor, id), out);
    }

    /** Passes where {@link #result} has something to write. */
    public void requireResult(Actor actor, long id) {
        if (!get(actor, id).status().state().isOver()) {
            throw missing(id, "The job has no result yet; ask for its status.");
        }
    }

    private ImportPlan plan(Access rights, ModuleDef module, BulkWriteRequest request) {
        List<Mapping> mappings = new ArrayList<>();
        Map<String, String> constants = new LinkedHashMap<>();
        for (FieldMapping mapping : request.mappings()) {
            ValueKind kind = rights.findField(module, mapping.field())
                    .map(FieldDef::kind)
                    .orElse(ValueKind.TEXT);
            if (mapping.column().isPresent()) {
                mappings.add(new Mapping(
                        mapping.column().getAsInt(), mapping.field(), ProgramFormats.of(kind, mapping.format())));
            }
            mapping.constant().ifPresent(value -> constants.put(mapping.field(), value));
        }
        Duplicates duplicates = switch (request.operation()) {
            case INSERT -> Duplicates.NONE;
            case UPDATE, UPSERT -> new Duplicates(Mode.UPDATE, request.findBy());
        };
        // A record that is made takes its defaults where a cell is empty.
        boolean emptiesClear = !request.ignoresEmpty() && request.operation() != Operation.INSERT;
        Options options = new Options(constants, emptiesClear, request.operation() == Operation.UPDATE, true);
        return new ImportPlan(module.apiName(), request.fileId(), mappings, duplicates, options);
    }

    private static Optional<Charset> charset(BulkWriteRequest request) {
        if (request.charset().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(CHARSETS.stream()
                .filter(charset -> charset.name().equalsIgnoreCase(request.charset())
                        || charset.aliases().stream().anyMatch(request.charset()::equalsIgnoreCase))
                .findFirst()
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.NOT_SUPPORTED,
                        "Files are written in UTF-8, UTF-16, ISO-8859-1, windows-1251 or windows-1252.",
                        Map.of("api_name", "character_encoding"))));
    }

    private BulkWrite.Asked asked(Actor actor, long id) {
        return writes.find(actor.org(), id).orElseThrow(() -> missing(id, "There is no such job."));
    }

    private ImportRow row(Actor actor, long id) {
        access.of(actor);
        return store.find(actor.org(), id)
                .filter(row -> row.status().startedBy().equals(actor.user()))
                .orElseThrow(() -> missing(id, "There is no such job."));
    }

    private static PlatformException missing(long id, String message) {
        return new PlatformException(ErrorCode.NOT_FOUND, message, Map.of("id", Long.toString(id)));
    }
}
