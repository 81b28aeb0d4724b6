package io.atelier.platform.api.record;

import io.atelier.platform.api.ApiParameters;
import io.atelier.platform.api.RecordPaths;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.CriteriaParser;
import io.atelier.platform.org.Actor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Reads and writes any number of records as lines of JSON, one record a line. The last line of every answer tells how many
 * there were: one that ends otherwise was cut off.
 *
 * @see <a href="https://github.com/ndjson/ndjson-spec">NDJSON</a>
 */
@RestController
@RequestMapping("/crm/v8/{module:[A-Za-z][A-Za-z0-9_]*}/actions/stream")
final class StreamController {
    private final RecordStreams streams;
    private final RecordFields fields;

    StreamController(RecordStreams streams, RecordFields fields) {
        this.streams = streams;
        this.fields = fields;
    }

    @GetMapping
    void read(@PathVariable String module, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Actor actor = RecordPaths.authorize(request, module, "READ");
        Criteria criteria = ApiParameters.find(request, "criteria")
                .map(CriteriaParser::parse)
                .orElse(Criteria.everything());
        RecordFields.requireLookups(request, criteria.fields());
        List<String> wanted = fields.wantedOrAll(actor, module, request);
        streams.read(actor, module, wanted, criteria, response);
    }

    @PostMapping
    void write(@PathVariable String module, HttpServletRequest request, HttpServletResponse response)
            throws IOException, HttpMediaTypeNotSupportedException {
        RecordStreams.Mode mode =
                switch (ApiParameters.find(request, "operation").orElse("insert")) {
                    case "insert" -> RecordStreams.Mode.INSERT;
                    case "update" -> RecordStreams.Mode.UPDATE;
                    case "upsert" -> RecordStreams.Mode.UPSERT;
                    default -> throw ApiParameters.invalid("operation", "insert, update or upsert is needed");
                };
        Actor actor = authorized(request, module, mode);
        String type = request.getContentType();
        if (type != null && !type.toLowerCase(Locale.ROOT).startsWith("application/x-ndjson")) {
            throw new HttpMediaTypeNotSupportedException("lines of JSON are read here");
        }
        List<String> keys = ApiParameters.find(request, "duplicate_check_fields")
                .map(ApiParameters::list)
                .orElse(List.of());
        streams.write(actor, module, mode, keys, request.getInputStream(), response);
    }

    private static Actor authorized(HttpServletRequest request, String module, RecordStreams.Mode mode) {
        return switch (mode) {
            case INSERT -> RecordPaths.authorize(request, module, "CREATE");
            case UPDATE -> RecordPaths.authorize(request, module, "UPDATE");
            case UPSERT -> {
                RecordPaths.authorize(request, module, "CREATE");
                yield RecordPaths.authorize(request, module, "UPDATE");
            }
        };
    }
}
