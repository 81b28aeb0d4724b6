package io.atelier.platform.api.record;

import static io.atelier.platform.api.RecordPaths.authorize;

import io.atelier.platform.api.ApiTimes;
import io.atelier.platform.api.JsonAnswer;
import io.atelier.platform.api.RecordPaths;
import io.atelier.platform.api.tag.RecordTags;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.SystemField;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.RecordService;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows one record, with the version that a change of it can name. */
@RestController
@RequestMapping(RecordPaths.RECORDS)
final class RecordController {
    private final RecordService records;
    private final RecordJsons jsons;
    private final ExternalIds ids;
    private final JsonAnswer answers;
    private final RecordTags tags;

    RecordController(RecordService records, RecordJsons jsons, ExternalIds ids, JsonAnswer answers, RecordTags tags) {
        this.records = records;
        this.jsons = jsons;
        this.ids = ids;
        this.answers = answers;
        this.tags = tags;
    }

    @GetMapping(RecordPaths.BY_ID)
    ResponseEntity<byte[]> get(
            @PathVariable String version,
            @PathVariable String module,
            @PathVariable String id,
            HttpServletRequest request) {
        Actor actor = authorize(request, module, "READ");
        Optional<List<String>> named = RecordFields.wanted(request);
        Optional<CrmRecord> found = records.find(actor, module, ids.id(request, actor, module, id));
        if (found.isEmpty()) {
            return missing(version, id);
        }
        CrmRecord record = found.get();
        if (isUnchanged(request, record)) {
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED).build();
        }
        RecordJson json = jsons.of(actor, module, List.of(record));
        Predicate<String> wanted = named.map(Set::copyOf)
                .<Predicate<String>>map(names -> names::contains)
                .orElse(_ -> true);
        RecordTags.Shown tagsOf =
                wanted.test(RecordTags.NAME) ? tags.of(actor, module, List.of(record)) : RecordTags.NONE;
        return answers.of(HttpStatus.OK, record.version(), out -> {
            out.writeStartObject();
            out.writeArrayPropertyStart("data");
            json.write(out, record, wanted, tagsOf.apply(record));
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    /** By the value of the field that the header names. */
    @GetMapping(path = RecordPaths.BY_TEXT, headers = RecordPaths.EXTERNAL)
    ResponseEntity<byte[]> getByText(
            @PathVariable String version,
            @PathVariable String module,
            @PathVariable String id,
            HttpServletRequest request) {
        return get(version, module, id, request);
    }

    private static ResponseEntity<byte[]> missing(String version, String id) {
        if (RecordPaths.isOldVersion(version)) {
            return ResponseEntity.noContent().build();
        }
        throw new PlatformException(ErrorCode.NOT_FOUND, "There is no such record.", Map.of("id", id));
    }

    private static boolean isUnchanged(HttpServletRequest request, CrmRecord record) {
        Optional<Instant> since = ApiTimes.modifiedSince(request);
        return since.isPresent()
                && record.value(SystemField.MODIFIED_TIME.apiName()) instanceof FieldValue.DateTime(Instant modified)
                && !modified.isAfter(since.get());
    }
}
