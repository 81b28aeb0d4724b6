package io.atelier.platform.api.record;

import io.atelier.platform.api.ApiPage;
import io.atelier.platform.api.ApiParameters;
import io.atelier.platform.api.ApiReader;
import io.atelier.platform.api.ApiTimes;
import io.atelier.platform.api.JsonAnswer;
import io.atelier.platform.api.tag.RecordTags;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.Operator;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.SystemField;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.RecordPage;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.RecordService;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Answers with pages of records: 204 where there are none, 304 where none changed since the time that the request names. */
@Component
final class RecordPages {
    /** Rows that can be reached by page number; behind them a page token is needed. */
    static final int MAX_NUMBERED = 2_000;

    private final RecordService records;
    private final MetadataService metadata;
    private final UserService users;
    private final RecordFields fields;
    private final RecordTags tags;
    private final JsonAnswer answers;

    RecordPages(
            RecordService records,
            MetadataService metadata,
            UserService users,
            RecordFields fields,
            RecordTags tags,
            JsonAnswer answers) {
        this.records = records;
        this.metadata = metadata;
        this.users = users;
        this.fields = fields;
        this.tags = tags;
        this.answers = answers;
    }

    /** @param actor whom the request's token lets read the module */
    ResponseEntity<byte[]> page(
            Actor actor, String moduleName, HttpServletRequest request, Criteria criteria, String search) {
        Optional<List<String>> named = RecordFields.wanted(request);
        RecordFields.requireLookups(request, named.stream().flatMap(List::stream));
        RecordFields.requireLookups(request, criteria.fields());
        RecordFields.requireLookups(request, ApiParameters.find(request, "sort_by").stream());
        int perPage = ApiPage.size(request);
        Optional<String> token = ApiParameters.find(request, "page_token");
        int page = pageNumber(request, perPage, token);
        ModuleDef module = metadata.model(actor.org()).module(moduleName);
        Optional<Instant> since = ApiTimes.modifiedSince(request);
        int skip = token.isPresent() ? 0 : (page - 1) * perPage;
        RecordQuery query = sorted(
                        RecordQuery.of(
                                        moduleName,
                                        named.map(RecordTags::without).orElseGet(() -> fields.all(actor, module)),
                                        skip + perPage)
                                .where(Criteria.all(Stream.of(
                                                Stream.of(criteria),
                                                since.map(RecordPages::after).stream(),
                                                fields.converted(actor, module, request).stream())
                                        .flatMap(part -> part)
                                        .toList()))
                                .search(search),
                        request)
                .after(token);
        RecordPage found = records.query(actor, tags.narrowed(query, actor, request));
        List<CrmRecord> rows = found.records()
                .subList(Math.min(skip, found.records().size()), found.records().size());
        if (rows.isEmpty()) {
            return ResponseEntity.status(since.isPresent() ? HttpStatus.NOT_MODIFIED : HttpStatus.NO_CONTENT)
                    .build();
        }
        Map<String, @Nullable Object> info = info(request, page, perPage, rows.size(), found.nextCursor());
        RecordJson json = new RecordJson(module, ApiReader.of(users, actor));
        boolean tagged = named.isEmpty() || named.get().contains(RecordTags.NAME);
        RecordTags.Shown tagsOf = tagged ? tags.of(actor, moduleName, rows) : RecordTags.NONE;
        return answers.of(HttpStatus.OK, out -> {
            out.writeStartObject();
            out.writeArrayPropertyStart("data");
            rows.forEach(row -> json.write(out, row, _ -> true, tagsOf.apply(row)));
            out.writeEndArray();
            out.writePOJOProperty("info", info);
            out.writeEndObject();
        });
    }

    private static int pageNumber(HttpServletRequest request, int perPage, Optional<String> token) {
        if (token.isPresent() && ApiParameters.find(request, "page").isPresent()) {
            throw ApiParameters.invalid("page", "page and page_token exclude each other");
        }
        int page = ApiParameters.number(request, "page", 1, Integer.MAX_VALUE);
        if ((long) page * perPage > MAX_NUMBERED) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "the first 2,000 records are reached by page; go on with page_token",
                    Map.of("param_name", "page", "limit", MAX_NUMBERED));
        }
        return page;
    }

    private static Criteria after(Instant time) {
        return Criteria.compare(SystemField.MODIFIED_TIME.apiName(), Operator.GREATER_THAN, time.toString());
    }

    private static Map<String, @Nullable Object> info(
            HttpServletRequest request, int page, int perPage, int count, Optional<String> next) {
        Map<String, @Nullable Object> info = new LinkedHashMap<>();
        info.put("per_page", perPage);
        info.put("next_page_token", next.orElse(null));
        info.put("count", count);
        info.put("sort_by", ApiParameters.find(request, "sort_by").orElse("id"));
        info.put("page", page);
        info.put("previous_page_token", null);
        info.put("page_token_expiry", null);
        info.put("sort_order", order(request));
        info.put("more_records", next.isPresent());
        return info;
    }

    private static String order(HttpServletRequest request) {
        return ApiParameters.find(request, "sort_order").orElse("desc").toLowerCase(Locale.ROOT);
    }

    private static RecordQuery sorted(RecordQuery query, HttpServletRequest request) {
        String order = order(request);
        if (!order.equals("asc") && !order.equals("desc")) {
            throw ApiParameters.invalid("sort_order", "asc or desc is needed");
        }
        boolean descending = order.equals("desc");
        String by = ApiParameters.find(request, "sort_by").orElse("id");
        if (by.equals("id")) {
            // Ids grow with time: the order of making is the order of ids.
            return descending ? query : query.sortedBy(SystemField.CREATED_TIME.apiName(), false);
        }
        return query.sortedBy(by, descending);
    }
}
