package io.atelier.platform.api.record;

import static io.atelier.platform.api.RecordPaths.authorize;

import io.atelier.platform.api.ApiParameters;
import io.atelier.platform.api.JsonBody;
import io.atelier.platform.api.JsonWish;
import io.atelier.platform.api.RecordPaths;
import io.atelier.platform.api.RepeatableAnswers;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.UserId;
import io.atelier.platform.record.MassChangeService;
import io.atelier.platform.record.RecycleBinService;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Does the same with many records. */
@RestController
@RequestMapping(RecordPaths.RECORDS)
final class MassChangeController {
    private static final String OWNER_CHANGED = "owner is successfully updated";

    private final MassChangeService changes;
    private final RecycleBinService bin;
    private final JsonBody bodies;
    private final WrittenRows answers;
    private final RepeatableAnswers repeatable;

    MassChangeController(
            MassChangeService changes,
            RecycleBinService bin,
            JsonBody bodies,
            WrittenRows answers,
            RepeatableAnswers repeatable) {
        this.changes = changes;
        this.bin = bin;
        this.bodies = bodies;
        this.answers = answers;
        this.repeatable = repeatable;
    }

    @PostMapping("/actions/mass_update")
    ResponseEntity<byte[]> update(@PathVariable String module, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = authorize(request, module, "UPDATE");
        JsonWish body = bodies.wish(request);
        Map<String, @Nullable Object> values = RecordWriteController.values(
                body.requireObjects(JsonBody.DATA, 1).getFirst().values());
        if (body.has("cvid")) {
            throw new PlatformException(
                    ErrorCode.NOT_SUPPORTED, "name the records by their ids", Map.of("api_name", "cvid"));
        }
        List<Long> ids = body.requireIds(MassChangeService.MAX_RECORDS);
        return repeatable.of(
                request,
                body.values(),
                () -> answers.of(
                        actor, module, changes.update(actor, module, ids, values), HttpStatus.OK, "record updated"));
    }

    @PostMapping("/actions/mass_delete")
    ResponseEntity<byte[]> delete(@PathVariable String module, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = authorize(request, module, "DELETE");
        JsonWish body = bodies.wish(request);
        List<Long> ids = body.requireIds(MassChangeService.MAX_RECORDS);
        return repeatable.of(
                request,
                body.values(),
                () -> answers.of(actor, module, changes.delete(actor, module, ids), HttpStatus.OK, "record deleted"));
    }

    /** Takes records out of the recycle bin. */
    @PostMapping("/actions/restore")
    ResponseEntity<byte[]> restore(@PathVariable String module, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = authorize(request, module, "DELETE");
        JsonWish body = bodies.wish(request);
        List<Long> ids = body.requireIds(MassChangeService.MAX_RECORDS);
        return repeatable.of(
                request,
                body.values(),
                () -> answers.of(actor, module, bin.restore(actor, module, ids), HttpStatus.OK, "record restored"));
    }

    @PostMapping("/actions/change_owner")
    ResponseEntity<byte[]> changeOwners(@PathVariable String module, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = authorize(request, module, "UPDATE");
        JsonWish body = bodies.wish(request);
        List<Long> ids = body.requireIds(MassChangeService.MAX_RECORDS);
        return changeOwner(request, actor, module, ids, body);
    }

    @PostMapping(RecordPaths.BY_ID + "/actions/change_owner")
    ResponseEntity<byte[]> changeOwner(@PathVariable String module, @PathVariable String id, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = authorize(request, module, "UPDATE");
        return changeOwner(request, actor, module, List.of(ApiParameters.id(id)), bodies.wish(request));
    }

    private ResponseEntity<byte[]> changeOwner(
            HttpServletRequest request, Actor actor, String module, List<Long> ids, JsonWish body) {
        UserId owner = new UserId(body.requireObject("owner").requireId("id"));
        return repeatable.of(
                request,
                body.values(),
                () -> answers.of(
                        actor, module, changes.changeOwner(actor, module, ids, owner), HttpStatus.OK, OWNER_CHANGED));
    }
}
