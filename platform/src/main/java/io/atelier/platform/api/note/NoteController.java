package io.atelier.platform.api.note;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Verb;
import io.atelier.platform.api.ApiAnswers;
import io.atelier.platform.api.ApiPage;
import io.atelier.platform.api.ApiParameters;
import io.atelier.platform.api.ApiReader;
import io.atelier.platform.api.JsonBody;
import io.atelier.platform.api.JsonWish;
import io.atelier.platform.api.RecordPaths;
import io.atelier.platform.api.RecordVersions;
import io.atelier.platform.api.RepeatableAnswers;
import io.atelier.platform.api.record.WrittenRows;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.Operator;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordPage;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.WriteRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Notes, which are records of a module like others, but tell what they are about by one value: {@code Parent_Id}. They are
 * deleted as other records are.
 */
@RestController
@RequestMapping(RecordPaths.VERSION)
final class NoteController {
    static final String NOTES = "Notes";

    private static final List<String> FIELDS = List.of(
            "Note_Title",
            "Note_Content",
            NoteJson.PARENT_MODULE,
            NoteJson.PARENT_RECORD,
            "Owner",
            "Created_Time",
            "Created_By",
            "Modified_Time",
            "Modified_By");

    private final RecordService records;
    private final MetadataService metadata;
    private final AccessService access;
    private final UserService users;
    private final JsonBody bodies;
    private final WrittenRows answers;
    private final RepeatableAnswers repeatable;

    NoteController(
            RecordService records,
            MetadataService metadata,
            AccessService access,
            UserService users,
            JsonBody bodies,
            WrittenRows answers,
            RepeatableAnswers repeatable) {
        this.records = records;
        this.metadata = metadata;
        this.access = access;
        this.users = users;
        this.bodies = bodies;
        this.answers = answers;
        this.repeatable = repeatable;
    }

    @GetMapping("/Notes")
    ResponseEntity<Map<String, Object>> all(HttpServletRequest request) {
        Actor actor = RecordPaths.authorize(request, NOTES, "READ");
        return page(actor, request, Criteria.everything());
    }

    @GetMapping(RecordPaths.OF_RECORD + "/Notes")
    ResponseEntity<Map<String, Object>> ofRecord(
            @PathVariable String module, @PathVariable String id, HttpServletRequest request) {
        Actor actor = RecordPaths.authorize(request, module, "READ");
        RecordPaths.authorize(request, NOTES, "READ");
        records.get(actor, module, ApiParameters.id(id));
        return page(
                actor,
                request,
                Criteria.all(List.of(
                        Criteria.compare(NoteJson.PARENT_MODULE, Operator.EQUALS, module),
                        Criteria.compare(NoteJson.PARENT_RECORD, Operator.EQUALS, id))));
    }

    @GetMapping("/Notes/{id:[0-9]+}")
    ResponseEntity<Map<String, Object>> one(@PathVariable String id, HttpServletRequest request) {
        Actor actor = RecordPaths.authorize(request, NOTES, "READ");
        CrmRecord note = records.get(actor, NOTES, ApiParameters.id(id));
        ApiReader reader = ApiReader.of(users, actor);
        return ResponseEntity.ok()
                .eTag("\"" + note.version() + "\"")
                .body(Map.of(JsonBody.DATA, List.of(shown(actor, request, note, reader, new HashMap<>()))));
    }

    @PostMapping("/Notes")
    ResponseEntity<byte[]> create(HttpServletRequest request) throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = RecordPaths.authorize(request, NOTES, "CREATE");
        List<JsonWish> rows = bodies.wishes(request, JsonBody.DATA, JsonBody.MAX_ROWS);
        return written(request, actor, rows, HttpStatus.CREATED, row -> {
            if (!row.has(NoteJson.PARENT)) {
                throw row.missing(NoteJson.PARENT);
            }
            return new RecordChange.Create(values(actor, request, row));
        });
    }

    @PostMapping(RecordPaths.OF_RECORD + "/Notes")
    ResponseEntity<byte[]> createOn(@PathVariable String module, @PathVariable String id, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = RecordPaths.authorize(request, NOTES, "CREATE");
        RecordPaths.authorize(request, module, "READ");
        records.get(actor, module, ApiParameters.id(id));
        List<JsonWish> rows = bodies.wishes(request, JsonBody.DATA, JsonBody.MAX_ROWS);
        return written(request, actor, rows, HttpStatus.CREATED, row -> {
            Map<String, @Nullable Object> values = plain(row);
            values.put(NoteJson.PARENT_MODULE, module);
            values.put(NoteJson.PARENT_RECORD, id);
            return new RecordChange.Create(values);
        });
    }

    @PutMapping("/Notes")
    ResponseEntity<byte[]> changeAll(HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = RecordPaths.authorize(request, NOTES, "UPDATE");
        List<JsonWish> rows = bodies.wishes(request, JsonBody.DATA, JsonBody.MAX_ROWS);
        OptionalLong expected = RecordVersions.expected(request, rows.size());
        return written(
                request,
                actor,
                rows,
                HttpStatus.OK,
                row -> new RecordChange.Update(row.requireId("id"), expected, values(actor, request, row)));
    }

    @PutMapping("/Notes/{id:[0-9]+}")
    ResponseEntity<byte[]> change(@PathVariable String id, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = RecordPaths.authorize(request, NOTES, "UPDATE");
        List<JsonWish> rows = bodies.wishes(request, JsonBody.DATA, 1);
        OptionalLong expected = RecordVersions.expected(request, 1);
        return written(
                request,
                actor,
                rows,
                HttpStatus.OK,
                row -> new RecordChange.Update(ApiParameters.id(id), expected, values(actor, request, row)));
    }

    /** Takes {@code Parent_Id} apart; who writes it must see the record that it names. */
    private Map<String, @Nullable Object> values(Actor actor, HttpServletRequest request, JsonWish row) {
        Map<String, @Nullable Object> values = plain(row);
        Optional<JsonWish> parent = row.object(NoteJson.PARENT);
        if (parent.isEmpty()) {
            return values;
        }
        String module = moduleOf(row, parent.get());
        long id = parent.get().requireId("id");
        RecordPaths.authorize(request, module, "READ");
        if (records.find(actor, module, id).isEmpty()) {
            throw new PlatformException(
                    ErrorCode.INVALID_DATA,
                    "the id given seems to be invalid",
                    Map.of("api_name", NoteJson.PARENT, "json_path", row.path() + "." + NoteJson.PARENT));
        }
        values.put(NoteJson.PARENT_MODULE, module);
        values.put(NoteJson.PARENT_RECORD, Long.toString(id));
        return values;
    }

    /** The newer clients name the module within the parent, the older ones beside it. */
    private static String moduleOf(JsonWish row, JsonWish parent) {
        if (parent.values().get("module") instanceof String name) {
            return name;
        }
        return parent.object("module")
                .map(module -> module.requireText("api_name"))
                .orElseGet(() -> row.requireText(NoteJson.SE_MODULE));
    }

    /** Leaves out what tells of the parent, and what is the request's own. */
    private static Map<String, @Nullable Object> plain(JsonWish row) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>(row.values());
        values.keySet()
                .removeIf(name -> name.startsWith("$")
                        || Set.of("id", NoteJson.PARENT, NoteJson.PARENT_MODULE, NoteJson.PARENT_RECORD)
                                .contains(name));
        return values;
    }

    private ResponseEntity<byte[]> written(
            HttpServletRequest request,
            Actor actor,
            List<JsonWish> rows,
            HttpStatus success,
            Function<JsonWish, RecordChange> change) {
        String message = success == HttpStatus.CREATED ? "record added" : "record updated";
        List<Map<String, @Nullable Object>> body =
                rows.stream().map(JsonWish::values).toList();
        return repeatable.of(request, body, () -> {
            List<RecordChange> changes = rows.stream().map(change).toList();
            WriteRequest write =
                    new WriteRequest(NOTES, WriteRequest.OperationKind.SAVE, WriteRequest.Atomicity.EACH_ROW, changes);
            return answers.of(actor, NOTES, records.write(actor, write), success, message);
        });
    }

    private ResponseEntity<Map<String, Object>> page(Actor actor, HttpServletRequest request, Criteria criteria) {
        ApiPage page = ApiPage.of(request, RecordQuery.MAX_LIMIT);
        OrgModel model = metadata.model(actor.org());
        Access rights = access.of(actor);
        ModuleDef notes = model.module(NOTES);
        List<String> fields = FIELDS.stream()
                .filter(name -> rights.findField(notes, name).isPresent())
                .toList();
        RecordPage found = records.query(
                actor,
                RecordQuery.of(NOTES, fields, page.skipped() + page.size()).where(criteria));
        ApiReader reader = ApiReader.of(users, actor);
        Map<String, Optional<String>> names = new HashMap<>();
        List<Map<String, @Nullable Object>> shown = found.records().stream()
                .skip(page.skipped())
                .map(note -> shown(actor, request, note, reader, names))
                .toList();
        return ApiAnswers.list(
                JsonBody.DATA, shown, page.info(shown.size(), found.nextCursor().isPresent()));
    }

    /** @param names of the records that notes before were about, as many are about one */
    private Map<String, @Nullable Object> shown(
            Actor actor,
            HttpServletRequest request,
            CrmRecord note,
            ApiReader reader,
            Map<String, Optional<String>> names) {
        String parent = note.text(NoteJson.PARENT_MODULE) + " " + note.value(NoteJson.PARENT_RECORD);
        Map<String, @Nullable Object> json =
                new NoteJson(reader).of(note, names.computeIfAbsent(parent, _ -> parentName(actor, note)));
        Set<String> wanted = ApiParameters.find(request, "fields")
                .map(text -> Set.copyOf(ApiParameters.list(text)))
                .orElse(Set.of());
        if (!wanted.isEmpty()) {
            json.keySet().removeIf(key -> !key.equals("id") && !key.startsWith("$") && !wanted.contains(key));
        }
        return json;
    }

    /** Returns what the record is called that a note is about, for those who see it. */
    private Optional<String> parentName(Actor actor, CrmRecord note) {
        if (!(note.value(NoteJson.PARENT_RECORD) instanceof FieldValue.Number(BigDecimal id))) {
            return Optional.empty();
        }
        String module = note.text(NoteJson.PARENT_MODULE);
        return readable(actor, module)
                .flatMap(found ->
                        records.find(actor, module, id.longValue()).map(record -> record.text(found.displayField())))
                .filter(name -> !name.isEmpty());
    }

    private Optional<ModuleDef> readable(Actor actor, String module) {
        Access rights = access.of(actor);
        return metadata.model(actor.org()).findModule(module).filter(found -> rights.may(found, Verb.READ));
    }
}
