package io.atelier.platform.transfer;

import io.atelier.platform.expression.CriteriaJson;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bulk jobs as programs are told of them, when they ask and when they are called back; who asked is left to be added. */
public final class BulkAnswers {
    private BulkAnswers() {}

    public static Map<String, @Nullable Object> read(BulkRead job, ZoneId zone) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", Long.toString(job.id()));
        json.put("operation", "read");
        json.put("state", state(job.state()));
        json.put("query", query(job.query(), job.caller()));
        json.put("created_time", time(job.askedTime(), zone));
        json.put("file_type", "csv");
        job.caller().callbackUrl().ifPresent(url -> json.put("callback", Map.of("url", url, "method", "post")));
        if (job.state() == BulkRead.State.COMPLETED) {
            json.put("result", result(job));
        }
        job.failure().ifPresent(failure -> json.put("result", Map.of("error_message", error(failure))));
        return json;
    }

    private static String state(BulkRead.State state) {
        return switch (state) {
            case ADDED, COMPLETED, FAILURE -> state.name();
            case IN_PROGRESS -> "IN PROGRESS";
        };
    }

    private static Map<String, @Nullable Object> query(BulkReadQuery query, BulkCaller caller) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("module", module(query.module(), caller));
        json.put("fields", query.fields());
        Map<String, Object> criteria = CriteriaJson.write(query.criteria());
        if (!criteria.isEmpty()) {
            json.put("criteria", criteria);
        }
        json.put("page", query.page());
        query.pageToken().ifPresent(token -> json.put("page_token", token));
        return json;
    }

    private static Object module(String name, BulkCaller caller) {
        return caller.version().equals("v2") ? name : Map.of("api_name", name);
    }

    private static Map<String, @Nullable Object> result(BulkRead job) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("page", job.query().page());
        json.put("per_page", BulkLimits.READ_PAGE);
        json.put("count", job.count());
        json.put("more_records", job.nextToken().isPresent());
        json.put("next_page_token", job.nextToken().orElse(null));
        json.put("download_url", "/crm/bulk/" + job.caller().version() + "/read/" + job.id() + "/result");
        return json;
    }

    private static Map<String, Object> error(BulkRead.Failure failure) {
        return Map.of(
                "code", failure.code().name(), "message", failure.message(), "details", Map.of(), "status", "error");
    }

    public static Map<String, @Nullable Object> write(BulkWrite job, ZoneId zone) {
        ImportStatus status = job.status();
        BulkWrite.Asked asked = job.asked();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", Long.toString(status.id()));
        json.put("operation", asked.operation().name().toLowerCase(Locale.ROOT));
        json.put("status", state(status.state()));
        json.put("character_encoding", asked.charset().isEmpty() ? "UTF-8" : asked.charset());
        json.put("created_time", time(status.startedAt(), zone));
        Map<String, @Nullable Object> resource = new LinkedHashMap<>(asked.resource());
        resource.put("status", state(status.state()));
        resource.put("message", status.message().isEmpty() ? null : status.message());
        resource.put("file", file(status));
        json.put("resource", List.of(resource));
        asked.caller().callbackUrl().ifPresent(url -> json.put("callback", Map.of("url", url, "method", "post")));
        if (status.state().isOver()) {
            // Whole, as clients put the address that they know before any other.
            String path = "/crm/bulk/" + asked.caller().version() + "/write/" + status.id() + "/result";
            json.put("result", Map.of("download_url", asked.caller().baseUrl() + path));
        }
        return json;
    }

    private static Map<String, @Nullable Object> file(ImportStatus status) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("status", state(status.state()));
        json.put("name", status.fileName());
        json.put("added_count", status.created());
        json.put("updated_count", status.updated());
        json.put("skipped_count", status.skipped() + status.rejected());
        json.put("total_count", status.total());
        return json;
    }

    private static String state(ImportStatus.State state) {
        return switch (state) {
            case QUEUED -> "ADDED";
            case RUNNING -> "INPROGRESS";
            case FINISHED -> "COMPLETED";
            case FAILED -> "FAILED";
        };
    }

    /** Returns what says that a job was taken. */
    public static Map<String, Object> success(String code, String message, Map<String, @Nullable Object> details) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", "success");
        json.put("code", code);
        json.put("message", message);
        json.put("details", details);
        return json;
    }

    private static String time(Instant instant, ZoneId zone) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                instant.atZone(zone).truncatedTo(ChronoUnit.SECONDS));
    }
}
