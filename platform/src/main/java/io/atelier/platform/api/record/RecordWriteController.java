package io.atelier.platform.api.record;

import static io.atelier.platform.api.RecordPaths.authorize;

import io.atelier.platform.api.ApiParameters;
import io.atelier.platform.api.JsonBody;
import io.atelier.platform.api.RecordPaths;
import io.atelier.platform.api.RecordVersions;
import io.atelier.platform.api.RepeatableAnswers;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.WriteRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Makes, changes and deletes records. */
@RestController
@RequestMapping(RecordPaths.RECORDS)
final class RecordWriteController {
    private final RecordService records;
    private final ExternalIds ids;
    private final JsonBody bodies;
    private final WrittenRows answers;
    private final RepeatableAnswers repeatable;

    RecordWriteController(
            RecordService records,
            ExternalIds ids,
            JsonBody bodies,
            WrittenRows answers,
            RepeatableAnswers repeatable) {
        this.records = records;
        this.ids = ids;
        this.bodies = bodies;
        this.answers = answers;
        this.repeatable = repeatable;
    }

    @PostMapping
    ResponseEntity<byte[]> create(@PathVariable String module, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = authorize(request, module, "CREATE");
        List<Map<String, @Nullable Object>> rows = bodies.rows(request, JsonBody.MAX_ROWS);
        return repeatable.of(request, rows, () -> {
            List<RecordChange> changes = new ArrayList<>();
            for (Map<String, @Nullable Object> row : rows) {
                changes.add(new RecordChange.Create(values(row)));
            }
            return write(actor, module, changes, HttpStatus.CREATED, "record added");
        });
    }

    @PutMapping
    ResponseEntity<byte[]> updateAll(@PathVariable String module, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = authorize(request, module, "UPDATE");
        List<Map<String, @Nullable Object>> rows = bodies.rows(request, JsonBody.MAX_ROWS);
        OptionalLong expected = RecordVersions.expected(request, rows.size());
        return repeatable.of(request, rows, () -> {
            List<Long> meant = ids.ofRows(request, actor, module, rows);
            Optional<String> key = ids.field(request, module);
            List<RecordChange> changes = new ArrayList<>();
            for (int i = 0; i < rows.size(); i++) {
                Map<String, @Nullable Object> values = values(rows.get(i));
                key.ifPresent(values::remove);
                changes.add(new RecordChange.Update(meant.get(i), expected, values));
            }
            return write(actor, module, changes, HttpStatus.OK, "record updated");
        });
    }

    @PutMapping(RecordPaths.BY_ID)
    ResponseEntity<byte[]> update(@PathVariable String module, @PathVariable String id, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = authorize(request, module, "UPDATE");
        List<Map<String, @Nullable Object>> rows = bodies.rows(request, 1);
        OptionalLong expected = RecordVersions.expected(request, 1);
        return repeatable.of(request, rows, () -> {
            long meant = ids.id(request, actor, module, id);
            RecordChange change = new RecordChange.Update(meant, expected, values(rows.getFirst()));
            return write(actor, module, List.of(change), HttpStatus.OK, "record updated");
        });
    }

    /** By the value of the field that the header names. */
    @PutMapping(path = RecordPaths.BY_TEXT, headers = RecordPaths.EXTERNAL)
    ResponseEntity<byte[]> updateByText(
            @PathVariable String module, @PathVariable String id, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        return update(module, id, request);
    }

    @DeleteMapping(RecordPaths.BY_ID)
    ResponseEntity<byte[]> delete(@PathVariable String module, @PathVariable String id, HttpServletRequest request) {
        return delete(module, List.of(id), request);
    }

    /** By the value of the field that the header names. */
    @DeleteMapping(path = RecordPaths.BY_TEXT, headers = RecordPaths.EXTERNAL)
    ResponseEntity<byte[]> deleteByText(
            @PathVariable String module, @PathVariable String id, HttpServletRequest request) {
        return delete(module, List.of(id), request);
    }

    @DeleteMapping
    ResponseEntity<byte[]> deleteAll(@PathVariable String module, HttpServletRequest request) {
        authorize(request, module, "DELETE"); // before anything is said of what is asked
        List<String> texts = ApiParameters.list(ApiParameters.get(request, "ids"));
        ApiParameters.requireCount("ids", texts.size(), ApiParameters.MAX_IDS);
        return delete(module, texts, request);
    }

    private ResponseEntity<byte[]> delete(String module, List<String> texts, HttpServletRequest request) {
        Actor actor = authorize(request, module, "DELETE");
        OptionalLong expected = RecordVersions.expected(request, texts.size());
        return repeatable.of(request, null, () -> {
            List<RecordChange> changes = ids.ids(request, actor, module, texts).stream()
                    .<RecordChange>map(id -> new RecordChange.Delete(id, expected))
                    .toList();
            return write(actor, module, changes, HttpStatus.OK, "record deleted");
        });
    }

    private ResponseEntity<byte[]> write(
            Actor actor, String module, List<RecordChange> changes, HttpStatus success, String message) {
        WriteRequest write =
                new WriteRequest(module, WriteRequest.OperationKind.SAVE, WriteRequest.Atomicity.EACH_ROW, changes);
        return answers.of(actor, module, records.write(actor, write), success, message);
    }

    /** Leaves out what is the request's own and no field: the id, and instructions that begin with a dollar sign. */
    static Map<String, @Nullable Object> values(Map<String, @Nullable Object> row) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>(row);
        values.keySet().removeIf(name -> name.equals("id") || name.startsWith("$"));
        return values;
    }
}
