package io.atelier.platform.api;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.CriteriaParser;
import io.atelier.platform.expression.Operator;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;

/** Records, in lists and one by one. */
@RestController
@RequestMapping("/crm/v8/{module:[A-Za-z][A-Za-z0-9_]*}")
final class RecordController {
    /** Most rows that one request writes. */
    static final int MAX_ROWS = 100;

    /** Most rows of a page. */
    static final int MAX_PAGE = 200;

    private static final int MAX_FIELDS = 50;

    /** Rows that can be reached by page number; behind them a page token is needed. */
    private static final int MAX_NUMBERED = RecordQuery.MAX_LIMIT;

    /** Fewest characters of a word that is searched for. */
    private static final int MIN_WORD = 2;

    private static final int COUNT_CAP = 100_000;

    private final RecordService records;
    private final MetadataService metadata;
    private final UserService users;
    private final JsonBody bodies;
    private final JsonAnswer answers;
    private final RecordTags tags;

    RecordController(
            RecordService records,
            MetadataService metadata,
            UserService users,
            JsonBody bodies,
            JsonAnswer answers,
            RecordTags tags) {
        this.tags = tags;
        this.records = records;
        this.metadata = metadata;
        this.users = users;
        this.bodies = bodies;
        this.answers = answers;
    }

    @GetMapping
    ResponseEntity<byte[]> list(@PathVariable String module, HttpServletRequest request) {
        return page(module, request, Criteria.everything(), "");
    }

    @GetMapping("/search")
    ResponseEntity<byte[]> search(@PathVariable String module, HttpServletRequest request) {
        authorize(request, module, "READ"); // before anything is said of what is asked
        Optional<String> word = ApiParameters.find(request, "word");
        return word.isPresent()
                ? page(module, request, Criteria.everything(), word(word.get()))
                : page(module, request, criteria(request), "");
    }

    @GetMapping("/actions/count")
    Map<String, Object> count(@PathVariable String module, HttpServletRequest request) {
        Actor actor = authorize(request, module, "READ");
        boolean filtered = ApiParameters.find(request, "criteria").isPresent()
                || ApiParameters.find(request, "email").isPresent();
        Criteria criteria = filtered ? criteria(request) : Criteria.everything();
        requireLookups(request, criteria.fields());
        return Map.of("count", records.count(actor, module, criteria, COUNT_CAP).count());
    }

    private static String word(String text) {
        if (text.strip().length() < MIN_WORD) {
            throw ApiParameters.invalid("word", "at least 2 characters are needed");
        }
        return text;
    }

    private static Criteria criteria(HttpServletRequest request) {
        Optional<String> email = ApiParameters.find(request, "email");
        if (email.isPresent()) {
            return Criteria.compare("Email", Operator.EQUALS, email.get());
        }
        Optional<String> phone = ApiParameters.find(request, "phone");
        return phone.map(number -> Criteria.compare("Phone", Operator.EQUALS, number))
                .orElseGet(() -> CriteriaParser.parse(ApiParameters.get(request, "criteria")));
    }

    private ResponseEntity<byte[]> page(
            String moduleName, HttpServletRequest request, Criteria criteria, String search) {
        Actor actor = authorize(request, moduleName, "READ");
        List<String> asked = fields(ApiParameters.get(request, "fields"));
        List<String> fields = RecordTags.without(asked);
        requireLookups(request, fields.stream());
        requireLookups(request, criteria.fields());
        requireLookups(request, ApiParameters.find(request, "sort_by").stream());
        int perPage = ApiParameters.number(request, "per_page", MAX_PAGE, MAX_PAGE);
        Optional<String> token = ApiParameters.find(request, "page_token");
        int page = ApiParameters.number(request, "page", 1, Integer.MAX_VALUE);
        if (token.isEmpty() && (long) page * perPage > MAX_NUMBERED) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "the first 2,000 records are reached by page; go on with page_token",
                    Map.of("param_name", "page", "limit", MAX_NUMBERED));
        }
        ModuleDef module = metadata.model(actor.org()).module(moduleName);
        int skip = token.isPresent() ? 0 : (page - 1) * perPage;
        RecordQuery query = sorted(
                        RecordQuery.of(moduleName, fields, skip + perPage)
                                .where(criteria)
                                .search(search),
                        request)
                .after(token);
        RecordPage found = records.query(actor, tags.narrowed(query, actor, request));
        List<CrmRecord> rows = found.records()
                .subList(Math.min(skip, found.records().size()), found.records().size());
        if (rows.isEmpty()) {
            return ResponseEntity.noContent().build();
        }
        RecordJson json = json(actor, module);
        boolean tagged = asked.contains(RecordTags.NAME);
        var tagsOf = tags.of(actor, moduleName, tagged ? rows : List.of());
        Map<String, @Nullable Object> info = new LinkedHashMap<>();
        info.put("per_page", perPage);
        info.put("next_page_token", found.nextCursor().orElse(null));
        info.put("count", rows.size());
        info.put("sort_by", ApiParameters.find(request, "sort_by").orElse("id"));
        info.put("page", page);
        info.put("previous_page_token", null);
        info.put("page_token_expiry", null);
        info.put("sort_order", ApiParameters.find(request, "sort_order").orElse("desc"));
        info.put("more_records", found.nextCursor().isPresent());
        return answers.of(HttpStatus.OK, out -> {
            out.writeStartObject();
            out.writeArrayPropertyStart("data");
            for (CrmRecord row : rows) {
                if (tagged) {
                    json.write(out, row, _ -> true, tagsOf.apply(row));
                } else {
                    json.write(out, row, _ -> true);
                }
            }
            out.writeEndArray();
            out.writePOJOProperty("info", info);
            out.writeEndObject();
        });
    }

    private RecordJson json(Actor actor, ModuleDef module) {
        return new RecordJson(module, users.byId(actor.org()), actor.user());
    }

    private static RecordQuery sorted(RecordQuery query, HttpServletRequest request) {
        String order = ApiParameters.find(request, "sort_order").orElse("desc").toLowerCase(Locale.ROOT);
        if (!order.equals("asc") && !order.equals("desc")) {
            throw ApiParameters.invalid("sort_order", "asc or desc is needed");
        }
        boolean descending = order.equals("desc");
        String by = ApiParameters.find(request, "sort_by").orElse("id");
        if (by.equals("id")) {
            // Ids grow with time: the order of making is the order of ids.
            return descending ? query : query.sortedBy("Created_Time", false);
        }
        return query.sortedBy(by, descending);
    }

    private static List<String> fields(String text) {
        List<String> fields = ApiParameters.list(text);
        if (fields.size() > MAX_FIELDS) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "at most 50 fields can be asked for",
                    Map.of("param_name", "fields", "limit", MAX_FIELDS));
        }
        return fields.stream().filter(name -> !name.equals("id")).toList();
    }

    @GetMapping("/{id:[0-9]+}")
    ResponseEntity<byte[]> get(@PathVariable String module, @PathVariable String id, HttpServletRequest request) {
        Actor actor = authorize(request, module, "READ");
        CrmRecord record = records.get(actor, module, ApiParameters.id(id));
        RecordJson json = json(actor, metadata.model(actor.org()).module(module));
        Predicate<String> wanted = ApiParameters.find(request, "fields")
                .map(text -> Set.copyOf(fields(text)))
                .<Predicate<String>>map(names -> names::contains)
                .orElse(_ -> true);
        var tagsOf = tags.of(actor, module, List.of(record));
        return answers.of(HttpStatus.OK, out -> {
            out.writeStartObject();
            out.writeArrayPropertyStart("data");
            if (wanted.test(RecordTags.NAME)) {
                json.write(out, record, wanted, tagsOf.apply(record));
            } else {
                json.write(out, record, wanted);
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    @PostMapping
    ResponseEntity<byte[]> create(@PathVariable String module, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = authorize(request, module, "CREATE");
        List<RecordChange> changes = new ArrayList<>();
        for (Map<String, @Nullable Object> row : bodies.rows(request, MAX_ROWS)) {
            changes.add(new RecordChange.Create(values(row)));
        }
        return write(request, actor, module, changes, HttpStatus.CREATED, "record added");
    }

    @PutMapping
    ResponseEntity<byte[]> updateAll(@PathVariable String module, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = authorize(request, module, "UPDATE");
        List<RecordChange> changes = new ArrayList<>();
        for (Map<String, @Nullable Object> row : bodies.rows(request, MAX_ROWS)) {
            Object id = row.get("id");
            if (id == null) {
                throw new PlatformException(
                        ErrorCode.MANDATORY_NOT_FOUND,
                        "required field not found",
                        Map.of("api_name", "id", "json_path", "$.data[" + changes.size() + "].id"));
            }
            changes.add(new RecordChange.Update(ApiParameters.id(id.toString()), OptionalLong.empty(), values(row)));
        }
        return write(request, actor, module, changes, HttpStatus.OK, "record updated");
    }

    @PutMapping("/{id:[0-9]+}")
    ResponseEntity<byte[]> update(@PathVariable String module, @PathVariable String id, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = authorize(request, module, "UPDATE");
        Map<String, @Nullable Object> row = bodies.rows(request, 1).getFirst();
        RecordChange change = new RecordChange.Update(ApiParameters.id(id), OptionalLong.empty(), values(row));
        return write(request, actor, module, List.of(change), HttpStatus.OK, "record updated");
    }

    @DeleteMapping("/{id:[0-9]+}")
    ResponseEntity<byte[]> delete(@PathVariable String module, @PathVariable String id, HttpServletRequest request) {
        Actor actor = authorize(request, module, "DELETE");
        List<RecordChange> changes = List.of(new RecordChange.Delete(ApiParameters.id(id)));
        return write(request, actor, module, changes, HttpStatus.OK, "record deleted");
    }

    @DeleteMapping
    ResponseEntity<byte[]> deleteAll(@PathVariable String module, HttpServletRequest request) {
        Actor actor = authorize(request, module, "DELETE");
        List<String> ids = ApiParameters.list(ApiParameters.get(request, "ids"));
        if (ids.isEmpty() || ids.size() > MAX_ROWS) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "1 to 100 records are deleted at once",
                    Map.of("param_name", "ids", "limit", MAX_ROWS));
        }
        List<RecordChange> changes = ids.stream()
                .<RecordChange>map(id -> new RecordChange.Delete(ApiParameters.id(id)))
                .toList();
        return write(request, actor, module, changes, HttpStatus.OK, "record deleted");
    }

    private ResponseEntity<byte[]> write(
            HttpServletRequest request,
            Actor actor,
            String moduleName,
            List<RecordChange> changes,
            HttpStatus success,
            String message) {
        ModuleDef module = metadata.model(actor.org()).module(moduleName);
        WriteRequest write =
                new WriteRequest(moduleName, WriteRequest.OperationKind.SAVE, WriteRequest.Atomicity.EACH_ROW, changes);
        String key = request.getHeader("Idempotency-Key");
        WriteResult result = records.write(actor, key == null ? write : write.withKey(key));
        RecordJson json = json(actor, module);
        return answers.of(status(result, success), out -> {
            out.writeStartObject();
            out.writeArrayPropertyStart("data");
            for (int i = 0; i < result.rows().size(); i++) {
                switch (result.rows().get(i)) {
                    case WriteResult.Saved saved -> writeSaved(out, actor, moduleName, saved, json, message);
                    case WriteResult.Rejected rejected ->
                        out.writePOJO(rejected(module, i, rejected.violations().getFirst()));
                }
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private static HttpStatus status(WriteResult result, HttpStatus success) {
        if (result.savedCount() == result.rows().size()) {
            return success;
        }
        return result.savedCount() == 0 ? HttpStatus.BAD_REQUEST : HttpStatus.MULTI_STATUS;
    }

    private void writeSaved(
            JsonGenerator out, Actor actor, String module, WriteResult.Saved saved, RecordJson json, String message) {
        out.writeStartObject();
        out.writeStringProperty("code", "SUCCESS");
        out.writeName("details");
        Optional<WriteResult.Stamp> stamp = saved.stamp().or(() -> stamp(actor, module, saved.id()));
        json.writeStamp(out, saved.id(), stamp);
        out.writeStringProperty("message", message);
        out.writeStringProperty("status", "success");
        out.writeEndObject();
    }

    /** An answer that is given again tells who changed the record last by now. */
    private Optional<WriteResult.Stamp> stamp(Actor actor, String module, long id) {
        return records.find(actor, module, id).map(WriteResult.Stamp::of);
    }

    private static Map<String, Object> rejected(ModuleDef module, int index, Violation violation) {
        Map<String, Object> details = new LinkedHashMap<>();
        Optional<FieldDef> field = module.findField(violation.path());
        boolean typed = violation.code() == ErrorCode.INVALID_DATA && field.isPresent();
        if (typed) {
            details.put(
                    "expected_data_type",
                    field.map(FieldDef::type).map(FieldType::apiName).orElse("text"));
        }
        details.put("api_name", violation.path());
        details.put("json_path", "$.data[" + index + "]." + violation.path());
        ErrorCode code = violation.code() == ErrorCode.NOT_FOUND ? ErrorCode.INVALID_DATA : violation.code();
        String message = switch (code) {
            case MANDATORY_NOT_FOUND -> "required field not found";
            case DUPLICATE_DATA -> "duplicate data";
            case INVALID_DATA ->
                violation.code() == ErrorCode.NOT_FOUND ? "the id given seems to be invalid" : violation.message();
            default -> violation.message();
        };
        return new ApiError(code, code.httpStatus(), message, details).body();
    }

    /** Leaves out what is the request's own and no field: the id, and instructions that begin with a dollar sign. */
    private static Map<String, @Nullable Object> values(Map<String, @Nullable Object> row) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>(row);
        values.keySet().removeIf(name -> name.equals("id") || name.startsWith("$"));
        return values;
    }

    /** What leads over a lookup is read from modules that the path of the request does not name. */
    private static void requireLookups(HttpServletRequest request, Stream<String> names) {
        if (names.anyMatch(name -> name.contains("."))) {
            TokenFilter.authorization(request).require("modules", "ALL", "READ");
        }
    }

    private Actor authorize(HttpServletRequest request, String module, String verb) {
        Authorization authorization = TokenFilter.authorization(request);
        authorization.require("modules", module, verb);
        return authorization.actor();
    }
}
