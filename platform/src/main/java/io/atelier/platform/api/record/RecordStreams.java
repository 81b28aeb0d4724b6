package io.atelier.platform.api.record;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Verb;
import io.atelier.platform.api.ApiAnswers;
import io.atelier.platform.api.ApiError;
import io.atelier.platform.api.ApiParameters;
import io.atelier.platform.api.JsonBody;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordPage;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.Upsert;
import io.atelier.platform.record.UpsertResult;
import io.atelier.platform.record.UpsertService;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.record.WriteResult;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes records line by line; of a stream only one page or batch is in memory. */
@Component
final class RecordStreams {
    /** Most lines that one request writes. */
    static final int MAX_LINES = 1_000_000;

    /** Rows of one write, which is one operation. */
    static final int BATCH = WriteRequest.MAX_ROWS;

    private static final Logger log = LoggerFactory.getLogger(RecordStreams.class);
    private static final String TYPE = "application/x-ndjson";

    private final RecordService records;
    private final UpsertService upserts;
    private final MetadataService metadata;
    private final AccessService access;
    private final RecordJsons jsons;
    private final JsonBody bodies;
    private final JsonMapper json;

    RecordStreams(
            RecordService records,
            UpsertService upserts,
            MetadataService metadata,
            AccessService access,
            RecordJsons jsons,
            JsonBody bodies,
            JsonMapper json) {
        this.records = records;
        this.upserts = upserts;
        this.metadata = metadata;
        this.access = access;
        this.jsons = jsons;
        this.bodies = bodies;
        this.json = json;
    }

    /** What becomes of the lines. */
    enum Mode {
        INSERT,
        UPDATE,
        UPSERT
    }

    /**
     * Sends all records that match, the newest first. What is asked wrongly is thrown before anything is sent.
     *
     * @param price told how many records there are so far before they are sent, and throws if that is more than the client may use
     */
    void read(
            Actor actor,
            String moduleName,
            List<String> fields,
            Criteria criteria,
            HttpServletResponse response,
            IntConsumer price)
            throws IOException {
        RecordQuery query =
                RecordQuery.of(moduleName, fields, RecordQuery.MAX_LIMIT).where(criteria);
        RecordPage first = records.query(actor, query);
        response.setContentType(TYPE);
        OutputStream out = response.getOutputStream();
        long sent = 0;
        try {
            for (RecordPage page = first; ; page = records.query(actor, query.after(page.nextCursor()))) {
                price.accept(Math.toIntExact(sent + page.records().size()));
                RecordJson rows = jsons.of(actor, moduleName, page.records());
                for (CrmRecord record : page.records()) {
                    line(out, generator -> rows.write(generator, record, _ -> true, Map.of()));
                    sent++;
                }
                if (page.nextCursor().isEmpty()) {
                    break;
                }
            }
            end(out, sent, sent);
        } catch (RuntimeException e) {
            broken(out, e);
        }
    }

    /**
     * Writes each line, batch by batch, and sends a line for each in the same order.
     *
     * @param price told how many lines there are so far before they are written, and throws if that is more than the client may use
     */
    void write(
            Actor actor,
            String moduleName,
            Mode mode,
            List<String> wantedKeys,
            InputStream input,
            HttpServletResponse response,
            IntConsumer price)
            throws IOException {
        ModuleDef module = metadata.model(actor.org()).module(moduleName);
        if (mode != Mode.UPDATE) {
            access.of(actor).require(module, Verb.CREATE);
        }
        if (mode != Mode.INSERT) {
            access.of(actor).require(module, Verb.UPDATE);
        }
        List<String> keys =
                mode == Mode.UPSERT && wantedKeys.isEmpty() ? upserts.usualKeys(actor, moduleName) : wantedKeys;
        response.setContentType(TYPE);
        OutputStream out = response.getOutputStream();
        try {
            new Writing(actor, module, mode, keys, out, price).all(new Lines(input));
        } catch (RuntimeException e) {
            broken(out, e);
        }
    }

    private void broken(OutputStream out, RuntimeException reason) throws IOException {
        ApiError error;
        if (reason instanceof PlatformException known && known.code() != ErrorCode.INTERNAL_ERROR) {
            error = ApiError.of(known);
        } else {
            log.error("A stream of records broke off", reason);
            error = ApiError.of(
                    new PlatformException(ErrorCode.INTERNAL_ERROR, "internal error; the stream ends here"));
        }
        line(out, generator -> generator.writePOJO(error.body()));
    }

    private void end(OutputStream out, long count, long saved) throws IOException {
        line(out, generator -> generator.writePOJO(Map.of("info", Map.of("count", count, "saved", saved))));
    }

    /** Writes one value. */
    @FunctionalInterface
    private interface Line {
        void write(JsonGenerator generator);
    }

    private void line(OutputStream out, Line line) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = json.createGenerator(bytes)) {
            line.write(generator);
        }
        bytes.write('\n');
        bytes.writeTo(out);
    }

    private final class Writing {
        private final Actor actor;
        private final ModuleDef module;
        private final Mode mode;
        private final List<String> keys;
        private final OutputStream out;
        private final IntConsumer price;
        private final List<@Nullable Map<String, @Nullable Object>> batch = new ArrayList<>();
        private long lines;
        private long saved;

        Writing(Actor actor, ModuleDef module, Mode mode, List<String> keys, OutputStream out, IntConsumer price) {
            this.actor = actor;
            this.module = module;
            this.mode = mode;
            this.keys = keys;
            this.out = out;
            this.price = price;
        }

        void all(Lines input) throws IOException {
            for (Optional<byte[]> next = input.next(); next.isPresent(); next = input.next()) {
                if (lines + batch.size() == MAX_LINES) {
                    throw new PlatformException(
                            ErrorCode.LIMIT_EXCEEDED,
                            "At most 1,000,000 lines are written by one request; send the rest by another one.",
                            Map.of("limit", MAX_LINES));
                }
                batch.add(bodies.line(next.get()));
                if (batch.size() == BATCH) {
                    flush();
                }
            }
            flush();
            end(out, lines, saved);
        }

        private void flush() throws IOException {
            price.accept(Math.toIntExact(lines + batch.size()));
            List<Map<String, Object>> told = new ArrayList<>();
            List<Map<String, @Nullable Object>> good = new ArrayList<>();
            List<Integer> places = new ArrayList<>();
            for (int i = 0; i < batch.size(); i++) {
                Map<String, @Nullable Object> row = batch.get(i);
                Optional<Map<String, Object>> fault = fault(row);
                told.add(fault.orElse(Map.of()));
                if (row != null && fault.isEmpty()) {
                    good.add(row);
                    places.add(i);
                }
            }
            List<Map<String, Object>> written = good.isEmpty() ? List.of() : written(good);
            for (int i = 0; i < written.size(); i++) {
                told.set(places.get(i), written.get(i));
            }
            for (Map<String, Object> row : told) {
                Map<String, Object> numbered = new LinkedHashMap<>();
                numbered.put("row", ++lines);
                numbered.putAll(row);
                line(out, generator -> generator.writePOJO(numbered));
            }
            out.flush();
            batch.clear();
        }

        private Optional<Map<String, Object>> fault(@Nullable Map<String, @Nullable Object> row) {
            try {
                if (row == null) {
                    throw JsonBody.invalid("line", "jsonobject", "$");
                }
                if (mode == Mode.UPDATE || mode == Mode.UPSERT && row.get(Upsert.ID) != null) {
                    ApiParameters.id(row.get(Upsert.ID), "$.id");
                }
                return Optional.empty();
            } catch (PlatformException e) {
                return Optional.of(ApiError.of(e).body());
            }
        }

        private List<Map<String, Object>> written(List<Map<String, @Nullable Object>> rows) {
            return mode == Mode.UPSERT ? upserted(rows) : changed(rows);
        }

        private List<Map<String, Object>> changed(List<Map<String, @Nullable Object>> rows) {
            List<RecordChange> changes = new ArrayList<>();
            for (Map<String, @Nullable Object> row : rows) {
                Map<String, @Nullable Object> values = RecordWriteController.values(row);
                changes.add(
                        mode == Mode.INSERT
                                ? new RecordChange.Create(values)
                                : RecordChange.update(ApiParameters.id(row.get(Upsert.ID), "$.id"), values));
            }
            WriteResult result = records.write(
                    actor,
                    new WriteRequest(
                            module.apiName(),
                            WriteRequest.OperationKind.SAVE,
                            WriteRequest.Atomicity.EACH_ROW,
                            changes));
            List<Map<String, Object>> told = new ArrayList<>();
            for (WriteResult.Row row : result.rows()) {
                told.add(
                        switch (row) {
                            case WriteResult.Saved done ->
                                saved(done, mode == Mode.INSERT ? "record added" : "record updated");
                            case WriteResult.Rejected(List<Violation> violations) -> rejected(violations);
                        });
            }
            return told;
        }

        private List<Map<String, Object>> upserted(List<Map<String, @Nullable Object>> rows) {
            List<Map<String, @Nullable Object>> values = new ArrayList<>();
            for (Map<String, @Nullable Object> row : rows) {
                Map<String, @Nullable Object> given = RecordWriteController.values(row);
                if (row.get(Upsert.ID) != null) {
                    given.put(Upsert.ID, ApiParameters.id(row.get(Upsert.ID), "$.id"));
                }
                values.add(given);
            }
            UpsertResult result = upserts.upsert(
                    actor,
                    new Upsert(
                            module.apiName(),
                            WriteRequest.OperationKind.SAVE,
                            Upsert.OnMatch.UPDATE,
                            keys,
                            values,
                            OptionalLong.empty()));
            List<Map<String, Object>> told = new ArrayList<>();
            for (UpsertResult.Row row : result.rows()) {
                told.add(
                        switch (row) {
                            case UpsertResult.Created(WriteResult.Saved done) -> saved(done, "record added");
                            case UpsertResult.Updated(WriteResult.Saved done, String _) ->
                                saved(done, "record updated");
                            case UpsertResult.Skipped _ -> Map.of();
                            case UpsertResult.Rejected(List<Violation> violations) -> rejected(violations);
                        });
            }
            return told;
        }

        private Map<String, Object> saved(WriteResult.Saved done, String message) {
            saved++;
            return ApiAnswers.success(message, Map.of("id", Long.toString(done.id())));
        }

        private Map<String, Object> rejected(List<Violation> violations) {
            return WrittenRows.rejected(module, "$", violations.getFirst(), List.of());
        }
    }
}
