package io.atelier.platform.api.record;

import static io.atelier.platform.api.RecordPaths.authorize;

import io.atelier.platform.api.ApiParameters;
import io.atelier.platform.api.RecordPaths;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.CriteriaParser;
import io.atelier.platform.expression.Operator;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.RecordService;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lists, finds and counts records. */
@RestController
@RequestMapping(RecordPaths.RECORDS)
final class RecordListController {
    private static final int COUNT_CAP = 1_000_000;
    private static final int MIN_WORD = 2;

    private final RecordPages pages;
    private final RecordService records;

    RecordListController(RecordPages pages, RecordService records) {
        this.pages = pages;
        this.records = records;
    }

    @GetMapping
    ResponseEntity<byte[]> list(@PathVariable String version, @PathVariable String module, HttpServletRequest request) {
        Actor actor = authorize(request, module, "READ");
        if (!RecordPaths.isOldVersion(version)) {
            ApiParameters.get(request, "fields");
        }
        return pages.page(actor, module, request, ids(request), "");
    }

    @GetMapping("/search")
    ResponseEntity<byte[]> search(@PathVariable String module, HttpServletRequest request) {
        Actor actor = authorize(request, module, "READ"); // before anything is said of what is asked
        Optional<String> word = ApiParameters.find(request, "word");
        return word.isPresent()
                ? pages.page(actor, module, request, Criteria.everything(), word(word.get()))
                : pages.page(actor, module, request, criteria(request), "");
    }

    @GetMapping("/actions/count")
    Map<String, Object> count(@PathVariable String module, HttpServletRequest request) {
        Actor actor = authorize(request, module, "READ");
        boolean filtered = ApiParameters.find(request, "criteria").isPresent()
                || ApiParameters.find(request, "email").isPresent()
                || ApiParameters.find(request, "phone").isPresent();
        Criteria criteria = filtered ? criteria(request) : Criteria.everything();
        RecordFields.requireLookups(request, criteria.fields());
        return Map.of("count", records.count(actor, module, criteria, COUNT_CAP).count());
    }

    private static Criteria ids(HttpServletRequest request) {
        Optional<String> text = ApiParameters.find(request, "ids");
        if (text.isEmpty()) {
            return Criteria.everything();
        }
        List<String> ids = ApiParameters.ids("ids", ApiParameters.list(text.get())).stream()
                .map(id -> Long.toString(id))
                .toList();
        return Criteria.compare("id", Operator.IN, ids);
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
}
