package io.atelier.platform.api.record;

import static io.atelier.platform.api.RecordPaths.authorize;

import io.atelier.platform.api.ApiParameters;
import io.atelier.platform.api.JsonBody;
import io.atelier.platform.api.RecordPaths;
import io.atelier.platform.api.RepeatableAnswers;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.RelatedRecordService;
import io.atelier.platform.record.WriteResult;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The lists on a record's page. */
@RestController
@RequestMapping(RecordPaths.RECORDS + RecordPaths.BY_ID + "/{list:[A-Za-z][A-Za-z0-9_]*}")
final class RelatedRecordController {
    private final RelatedRecordService related;
    private final RecordPages pages;
    private final JsonBody bodies;
    private final WrittenRows answers;
    private final RepeatableAnswers repeatable;

    RelatedRecordController(
            RelatedRecordService related,
            RecordPages pages,
            JsonBody bodies,
            WrittenRows answers,
            RepeatableAnswers repeatable) {
        this.related = related;
        this.pages = pages;
        this.bodies = bodies;
        this.answers = answers;
        this.repeatable = repeatable;
    }

    @GetMapping
    ResponseEntity<byte[]> list(
            @PathVariable String version,
            @PathVariable String module,
            @PathVariable String id,
            @PathVariable String list,
            HttpServletRequest request) {
        Actor actor = authorize(request, module, "READ");
        RelatedRecordService.Related found = related.find(actor, module, ApiParameters.id(id), list);
        authorize(request, found.module(), "READ");
        if (!RecordPaths.isOldVersion(version)) {
            ApiParameters.get(request, "fields");
        }
        return pages.page(actor, found.module(), request, found.criteria(), "");
    }

    @PutMapping
    ResponseEntity<byte[]> link(
            @PathVariable String module, @PathVariable String id, @PathVariable String list, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = authorize(request, module, "UPDATE");
        List<Map<String, @Nullable Object>> rows = bodies.rows(request, RelatedRecordService.MAX_LINKS);
        List<Long> others = new ArrayList<>();
        for (Map<String, @Nullable Object> row : rows) {
            others.add(ApiParameters.id(row.get("id"), "$.data[" + others.size() + "].id"));
        }
        return repeatable.of(
                request,
                rows,
                () -> told(
                        actor,
                        module,
                        others,
                        related.link(actor, module, ApiParameters.id(id), list, others),
                        "relation added"));
    }

    @DeleteMapping
    ResponseEntity<byte[]> unlink(
            @PathVariable String module,
            @PathVariable String id,
            @PathVariable String list,
            HttpServletRequest request) {
        Actor actor = authorize(request, module, "UPDATE");
        List<Long> others = ApiParameters.ids("ids", ApiParameters.list(ApiParameters.get(request, "ids")));
        return repeatable.of(
                request,
                null,
                () -> told(
                        actor,
                        module,
                        others,
                        related.unlink(actor, module, ApiParameters.id(id), list, others),
                        "relation removed"));
    }

    /** One change of the record stands for all that it is tied to. */
    private ResponseEntity<byte[]> told(
            Actor actor, String module, List<Long> others, WriteResult result, String message) {
        List<WriteResult.Row> rows = switch (result.rows().getFirst()) {
            case WriteResult.Saved saved ->
                others.stream()
                        .<WriteResult.Row>map(other -> new WriteResult.Saved(other, saved.version(), saved.stamp()))
                        .toList();
            case WriteResult.Rejected rejected -> Collections.nCopies(others.size(), rejected);
        };
        return answers.of(actor, module, new WriteResult(result.operationId(), rows), HttpStatus.OK, message);
    }
}
