package io.atelier.platform.api.composite;

import io.atelier.platform.api.ApiAnswers;
import io.atelier.platform.api.ApiError;
import io.atelier.platform.api.ApiScopes;
import io.atelier.platform.api.JsonBody;
import io.atelier.platform.api.JsonWish;
import io.atelier.platform.common.PlatformException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers up to five requests that come as one, in their order. A later one may name parts of earlier answers. With
 * {@code rollback_on_fail} all of them are one transaction.
 */
@RestController
final class CompositeController {
    /** Most requests in one: Zoho's. */
    static final int MOST = 5;

    private static final String NAME = "__composite_requests";

    private final JsonBody bodies;
    private final InnerDoor door;
    private final TransactionTemplate transaction;

    CompositeController(JsonBody bodies, InnerDoor door, PlatformTransactionManager transactions) {
        this.bodies = bodies;
        this.door = door;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @PostMapping("/crm/v8/__composite_requests")
    ResponseEntity<Map<String, Object>> answer(HttpServletRequest request, HttpServletResponse response)
            throws IOException, HttpMediaTypeNotSupportedException {
        // Each request within asks for its own scope besides.
        ApiScopes.require(request, "composite_requests", "ALL", "CUSTOM");
        JsonWish body = bodies.wish(request);
        boolean whole = body.flag("rollback_on_fail").orElse(false);
        boolean concurrent = body.flag("concurrent_execution")
                .or(() -> body.flag("parallel_execution"))
                .orElse(false);
        if (whole && concurrent) {
            throw body.refused("concurrent_execution", "false where rollback_on_fail is true");
        }
        List<SubRequest> wanted = SubRequest.all(body.requireObjects(NAME, MOST), whole);
        Outer outer = new Outer(request, response);
        List<Map<String, Object>> rows = whole ? together(outer, wanted) : each(outer, wanted);
        return ResponseEntity.status(status(rows)).body(Map.of(NAME, rows));
    }

    private record Outer(HttpServletRequest request, HttpServletResponse response) {}

    private List<Map<String, Object>> each(Outer outer, List<SubRequest> wanted) {
        References earlier = new References();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (SubRequest sub : wanted) {
            rows.add(row(outer, sub, earlier));
        }
        return rows;
    }

    private List<Map<String, Object>> together(Outer outer, List<SubRequest> wanted) {
        List<Map<String, Object>> rows = new ArrayList<>();
        transaction.executeWithoutResult(status -> {
            References earlier = new References();
            for (SubRequest sub : wanted) {
                rows.add(row(outer, sub, earlier));
                if (isFailed(rows.getLast())) {
                    status.setRollbackOnly();
                    return;
                }
            }
        });
        return isFailed(rows.getLast()) ? rolledBack(rows, wanted.size()) : rows;
    }

    /** What was done before the failure is undone, what would have come after it was not begun. */
    private static List<Map<String, Object>> rolledBack(List<Map<String, Object>> rows, int wanted) {
        int failed = rows.size() - 1;
        List<Map<String, Object>> told = new ArrayList<>();
        for (int i = 0; i < wanted; i++) {
            Map<String, Object> details = Map.of("rollbacked_by_sub_request_index", failed);
            told.add(
                    i == failed
                            ? rows.get(failed)
                            : error(
                                    "ROLLBACK_PERFORMED",
                                    "another of the requests failed, so this one was taken back",
                                    details));
        }
        return told;
    }

    private Map<String, Object> row(Outer outer, SubRequest sub, References earlier) {
        try {
            InnerAnswer answer = door.answer(outer.request(), outer.response(), earlier.resolved(sub));
            earlier.put(sub.id(), answer.body());
            Map<String, @Nullable Object> response = new LinkedHashMap<>();
            response.put("status_code", answer.status());
            response.put("headers", answer.headers());
            response.put("body", answer.body());
            return ApiAnswers.success("the request was answered", Map.of("response", response));
        } catch (PlatformException e) {
            return ApiError.of(e).body();
        }
    }

    private static Map<String, Object> error(String code, String message, Map<String, Object> details) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("code", code);
        row.put("details", details);
        row.put("message", message);
        row.put("status", "error");
        return row;
    }

    private static boolean isFailed(Map<String, Object> row) {
        return !(row.get("details") instanceof Map<?, ?> details
                && details.get("response") instanceof Map<?, ?> response
                && response.get("status_code") instanceof Integer status
                && status < HttpStatus.BAD_REQUEST.value()
                && status != HttpStatus.MULTI_STATUS.value());
    }

    private static HttpStatus status(List<Map<String, Object>> rows) {
        long refused =
                rows.stream().filter(row -> "error".equals(row.get("status"))).count();
        if (refused == 0) {
            return HttpStatus.OK;
        }
        return refused == rows.size() ? HttpStatus.BAD_REQUEST : HttpStatus.MULTI_STATUS;
    }
}
