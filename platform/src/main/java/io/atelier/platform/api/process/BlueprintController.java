package io.atelier.platform.api.process;

import io.atelier.platform.api.ApiParameters;
import io.atelier.platform.api.JsonBody;
import io.atelier.platform.api.RecordPaths;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.RecordService;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where a record stands in its blueprint. No module has a blueprint yet, so each record that is seen is in none. */
@RestController
@RequestMapping(RecordPaths.RECORD + "/actions/blueprint")
final class BlueprintController {
    private static final int MOST = 1;

    private final RecordService records;
    private final JsonBody bodies;

    BlueprintController(RecordService records, JsonBody bodies) {
        this.records = records;
        this.bodies = bodies;
    }

    @GetMapping
    void state(@PathVariable String module, @PathVariable String id, HttpServletRequest request) {
        refuse(RecordPaths.authorize(request, module, "READ"), module, id);
    }

    @PutMapping
    void proceed(@PathVariable String module, @PathVariable String id, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = RecordPaths.authorize(request, module, "UPDATE");
        bodies.wishes(request, "blueprint", MOST).getFirst().requireText("transition_id");
        refuse(actor, module, id);
    }

    private void refuse(Actor actor, String module, String id) {
        records.get(actor, module, ApiParameters.id(id));
        throw new PlatformException(ErrorCode.RECORD_NOT_IN_PROCESS, "record not in process", Map.of("id", id));
    }
}
