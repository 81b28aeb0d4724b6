package io.atelier.platform.api.record;

import io.atelier.platform.api.ApiError;
import io.atelier.platform.api.ApiReader;
import io.atelier.platform.api.JsonAnswer;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Violation;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.FieldConflict;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.UpsertResult;
import io.atelier.platform.record.WriteResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;

/** Answers what became of the rows of a request, each in its place. */
@Component
public final class WrittenRows {
    private final RecordService records;
    private final MetadataService metadata;
    private final UserService users;
    private final JsonAnswer answers;

    WrittenRows(RecordService records, MetadataService metadata, UserService users, JsonAnswer answers) {
        this.records = records;
        this.metadata = metadata;
        this.users = users;
        this.answers = answers;
    }

    /** @param success the status where every row was written */
    public ResponseEntity<byte[]> of(
            Actor actor, String moduleName, WriteResult result, HttpStatus success, String message) {
        Writing writing = new Writing(actor, moduleName);
        List<WriteResult.Row> rows = result.rows();
        boolean outdated = rows.size() == 1
                && rows.getFirst() instanceof WriteResult.Rejected(List<Violation> violations)
                && violations.getFirst().code() == ErrorCode.RECORD_MODIFIED;
        HttpStatus status =
                outdated ? HttpStatus.PRECONDITION_FAILED : status((int) result.savedCount(), rows.size(), success);
        return data(status, out -> {
            for (int i = 0; i < rows.size(); i++) {
                switch (rows.get(i)) {
                    case WriteResult.Saved saved -> writing.saved(out, saved, message, Map.of());
                    case WriteResult.Rejected rejected ->
                        out.writePOJO(rejected(
                                writing.module,
                                place(i),
                                rejected.violations().getFirst(),
                                result.conflicts().getOrDefault(i, List.of())));
                }
            }
        });
    }

    /** Says of each row besides whether it made a record, and what found the one that it changed. */
    ResponseEntity<byte[]> of(Actor actor, String moduleName, UpsertResult result) {
        Writing writing = new Writing(actor, moduleName);
        List<UpsertResult.Row> rows = result.rows();
        int written = (int) rows.stream()
                .filter(row -> row instanceof UpsertResult.Created || row instanceof UpsertResult.Updated)
                .count();
        boolean made = rows.stream().anyMatch(UpsertResult.Created.class::isInstance);
        return data(status(written, rows.size(), made ? HttpStatus.CREATED : HttpStatus.OK), out -> {
            for (int i = 0; i < rows.size(); i++) {
                switch (rows.get(i)) {
                    case UpsertResult.Created(WriteResult.Saved saved) ->
                        writing.saved(out, saved, "record added", told("insert", null));
                    case UpsertResult.Updated(WriteResult.Saved saved, String field) ->
                        writing.saved(out, saved, "record updated", told("update", field));
                    case UpsertResult.Skipped _ -> out.writeNull();
                    case UpsertResult.Rejected(List<Violation> violations) ->
                        out.writePOJO(rejected(writing.module, place(i), violations.getFirst(), List.of()));
                }
            }
        });
    }

    private static Map<String, @Nullable Object> told(String action, @Nullable String field) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("duplicate_field", field);
        told.put("action", action);
        return told;
    }

    private ResponseEntity<byte[]> data(HttpStatus status, Consumer<JsonGenerator> rows) {
        return answers.of(status, out -> {
            out.writeStartObject();
            out.writeArrayPropertyStart("data");
            rows.accept(out);
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private static String place(int index) {
        return "$.data[" + index + "]";
    }

    private static HttpStatus status(int saved, int all, HttpStatus success) {
        if (saved == all) {
            return success;
        }
        return saved == 0 ? HttpStatus.BAD_REQUEST : HttpStatus.MULTI_STATUS;
    }

    private final class Writing {
        private final Actor actor;
        private final ModuleDef module;
        private final RecordJson json;

        Writing(Actor actor, String moduleName) {
            this.actor = actor;
            this.module = metadata.model(actor.org()).module(moduleName);
            this.json = new RecordJson(module, ApiReader.of(users, actor));
        }

        void saved(JsonGenerator out, WriteResult.Saved saved, String message, Map<String, @Nullable Object> besides) {
            out.writeStartObject();
            out.writeStringProperty("code", "SUCCESS");
            besides.forEach(out::writePOJOProperty);
            out.writeName("details");
            Optional<WriteResult.Stamp> stamp = saved.stamp().or(() -> stamp(saved.id()));
            json.writeStamp(out, saved.id(), stamp);
            out.writeStringProperty("message", message);
            out.writeStringProperty("status", "success");
            out.writeEndObject();
        }

        /** Nothing is known of it where it was written before and is told again. */
        private Optional<WriteResult.Stamp> stamp(long id) {
            return records.find(actor, module.apiName(), id).map(WriteResult.Stamp::of);
        }
    }

    /**
     * Returns what stands for a row that was not written.
     *
     * @param place of the row in the request, {@code $.data[0]}
     */
    static Map<String, Object> rejected(
            ModuleDef module, String place, Violation violation, List<FieldConflict> conflicts) {
        Map<String, Object> details = new LinkedHashMap<>();
        Optional<FieldDef> field = module.findField(violation.path());
        if (violation.code() == ErrorCode.INVALID_DATA && field.isPresent()) {
            details.put(
                    "expected_data_type",
                    field.map(FieldDef::type).map(FieldType::apiName).orElse("text"));
        }
        details.put("api_name", violation.path());
        details.put("json_path", place + "." + violation.path());
        if (!conflicts.isEmpty()) {
            details.put("conflicts", conflicts);
        }
        ErrorCode code = violation.code() == ErrorCode.NOT_FOUND ? ErrorCode.INVALID_DATA : violation.code();
        return new ApiError(code, code.httpStatus(), message(violation), details).body();
    }

    private static String message(Violation violation) {
        return switch (violation.code()) {
            case MANDATORY_NOT_FOUND -> "required field not found";
            case DUPLICATE_DATA -> "duplicate data";
            case NOT_FOUND -> "the id given seems to be invalid";
            default -> violation.message();
        };
    }
}
