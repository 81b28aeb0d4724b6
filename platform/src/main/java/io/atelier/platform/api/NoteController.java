package io.atelier.platform.api;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.Operator;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.oauth.Authorization;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordPage;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.record.WriteResult;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
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
@RequestMapping("/crm/{version:v2|v8}")
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
    private final SettingsBody bodies;

    NoteController(
            RecordService records,
            MetadataService metadata,
            AccessService access,
            UserService users,
            SettingsBody bodies) {
        this.records = records;
        this.metadata = metadata;
        this.access = access;
        this.users = users;
        this.bodies = bodies;
    }

    @GetMapping("/Notes")
    ResponseEntity<Map<String, Object>> all(HttpServletRequest request) {
        Actor actor = authorize(request, NOTES, "READ");
        return page(actor, request, Criteria.everything());
    }

    @GetMapping("/{module:[A-Za-z][A-Za-z0-9_]*}/{id:[0-9]+}/Notes")
    ResponseEntity<Map<String, Object>> ofRecord(
            @PathVariable String module, @PathVariable String id, HttpServletRequest request) {
        Actor actor = authorize(request, module, "READ");
        authorize(request, NOTES, "READ");
        records.get(actor, module, ApiParameters.id(id));
        return page(
                actor,
                request,
                Criteria.all(List.of(
                        Criteria.compare(NoteJson.PARENT_MODULE, Operator.EQUALS, module),
                        Criteria.compare(NoteJson.PARENT_RECORD, Operator.EQUALS, id))));
    }

    @GetMapping("/Notes/{id:[0-9]+}")
    Map<String, Object> one(@PathVariable String id, HttpServletRequest request) {
        Actor actor = authorize(request, NOTES, "READ");
        CrmRecord note = records.get(actor, NOTES, ApiParameters.id(id));
        return Map.of("data", List.of(shown(actor, request, note, new HashMap<>())));
    }

    @PostMapping("/Notes")
    ResponseEntity<Map<String, Object>> create(HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = authorize(request, NOTES, "CREATE");
        List<RecordChange> changes = new ArrayList<>();
        for (JsonWish row : bodies.wishes(request, "data", RecordWriteController.MAX_ROWS)) {
            if (!row.has(NoteJson.PARENT)) {
                throw row.missing(NoteJson.PARENT);
            }
            changes.add(new RecordChange.Create(values(actor, request, row)));
        }
        return write(actor, request, changes, HttpStatus.CREATED, "record added");
    }

    @PostMapping("/{module:[A-Za-z][A-Za-z0-9_]*}/{id:[0-9]+}/Notes")
    ResponseEntity<Map<String, Object>> createOn(
            @PathVariable String module, @PathVariable String id, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = authorize(request, NOTES, "CREATE");
        authorize(request, module, "READ");
        records.get(actor, module, ApiParameters.id(id));
        List<RecordChange> changes = new ArrayList<>();
        for (JsonWish row : bodies.wishes(request, "data", RecordWriteController.MAX_ROWS)) {
            Map<String, @Nullable Object> values = plain(row);
            values.put(NoteJson.PARENT_MODULE, module);
            values.put(NoteJson.PARENT_RECORD, id);
            changes.add(new RecordChange.Create(values));
        }
        return write(actor, request, changes, HttpStatus.CREATED, "record added");
    }

    @PutMapping("/Notes")
    ResponseEntity<Map<String, Object>> changeAll(HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = authorize(request, NOTES, "UPDATE");
        List<RecordChange> changes = new ArrayList<>();
        for (JsonWish row : bodies.wishes(request, "data", RecordWriteController.MAX_ROWS)) {
            changes.add(update(actor, request, ApiParameters.id(row.requireText("id")), row));
        }
        return write(actor, request, changes, HttpStatus.OK, "record updated");
    }

    @PutMapping("/Notes/{id:[0-9]+}")
    ResponseEntity<Map<String, Object>> change(@PathVariable String id, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = authorize(request, NOTES, "UPDATE");
        JsonWish row = bodies.wishes(request, "data", 1).getFirst();
        RecordChange change = update(actor, request, ApiParameters.id(id), row);
        return write(actor, request, List.of(change), HttpStatus.OK, "record updated");
    }

    private RecordChange update(Actor actor, HttpServletRequest request, long id, JsonWish row) {
        return new RecordChange.Update(id, OptionalLong.empty(), values(actor, request, row));
    }

    /** Takes {@code Parent_Id} apart; who writes it must see the record that it names. */
    private Map<String, @Nullable Object> values(Actor actor, HttpServletRequest request, JsonWish row) {
        Map<String, @Nullable Object> values = plain(row);
        Optional<JsonWish> parent = row.object(NoteJson.PARENT);
        if (parent.isEmpty()) {
            return values;
        }
        String module = moduleOf(row, parent.get());
        String id = parent.get().requireText("id");
        authorize(request, module, "READ");
        if (records.find(actor, module, ApiParameters.id(id)).isEmpty()) {
            throw new PlatformException(
                    ErrorCode.INVALID_DATA,
                    "the id given seems to be invalid",
                    Map.of("api_name", NoteJson.PARENT, "json_path", row.path() + "." + NoteJson.PARENT));
        }
        values.put(NoteJson.PARENT_MODULE, module);
        values.put(NoteJson.PARENT_RECORD, id);
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

    private ResponseEntity<Map<String, Object>> write(
            Actor actor, HttpServletRequest request, List<RecordChange> changes, HttpStatus success, String message) {
        WriteRequest write =
                new WriteRequest(NOTES, WriteRequest.OperationKind.SAVE, WriteRequest.Atomicity.EACH_ROW, changes);
        String key = request.getHeader("Idempotency-Key");
        WriteResult result = records.write(actor, key == null ? write : write.withKey(key));
        NoteJson json = new NoteJson(users.byId(actor.org()), actor);
        RowAnswers rows = new RowAnswers("data");
        for (WriteResult.Row row : result.rows()) {
            switch (row) {
                case WriteResult.Saved saved -> rows.add(message, () -> json.stamp(saved.id(), saved.stamp()));
                case WriteResult.Rejected rejected ->
                    rows.refuse(refusal(rejected.violations().getFirst()));
            }
        }
        return rows.answer(success);
    }

    private static PlatformException refusal(Violation violation) {
        ErrorCode code = violation.code() == ErrorCode.NOT_FOUND ? ErrorCode.INVALID_DATA : violation.code();
        String message = switch (code) {
            case MANDATORY_NOT_FOUND -> "required field not found";
            default -> violation.message();
        };
        return new PlatformException(code, message, Map.of("api_name", violation.path()));
    }

    private ResponseEntity<Map<String, Object>> page(Actor actor, HttpServletRequest request, Criteria criteria) {
        int perPage = ApiParameters.number(request, "per_page", RecordController.MAX_PAGE, RecordController.MAX_PAGE);
        int page = ApiParameters.number(request, "page", 1, RecordQuery.MAX_LIMIT / perPage);
        OrgModel model = metadata.model(actor.org());
        Access rights = access.of(actor);
        ModuleDef notes = model.module(NOTES);
        List<String> fields = FIELDS.stream()
                .filter(name -> rights.findField(notes, name).isPresent())
                .toList();
        RecordPage found = records.query(
                actor, RecordQuery.of(NOTES, fields, page * perPage).where(criteria));
        Map<String, Optional<String>> names = new HashMap<>();
        List<Map<String, @Nullable Object>> shown = found.records().stream()
                .skip((long) (page - 1) * perPage)
                .map(note -> shown(actor, request, note, names))
                .toList();
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("per_page", perPage);
        info.put("count", shown.size());
        info.put("page", page);
        info.put("more_records", found.nextCursor().isPresent());
        return SettingsAnswer.list("data", shown, info);
    }

    /** @param names of the records that notes before were about, as many are about one */
    private Map<String, @Nullable Object> shown(
            Actor actor, HttpServletRequest request, CrmRecord note, Map<String, Optional<String>> names) {
        String parent = note.text(NoteJson.PARENT_MODULE) + " " + note.value(NoteJson.PARENT_RECORD);
        Map<String, @Nullable Object> json = new NoteJson(users.byId(actor.org()), actor)
                .of(note, names.computeIfAbsent(parent, _ -> parentName(actor, note)));
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

    private static Actor authorize(HttpServletRequest request, String module, String verb) {
        Authorization authorization = TokenFilter.authorization(request);
        authorization.require("modules", module, verb);
        return authorization.actor();
    }
}
