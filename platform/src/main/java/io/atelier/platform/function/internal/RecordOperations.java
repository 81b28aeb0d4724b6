package io.atelier.platform.function.internal;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.CriteriaParser;
import io.atelier.platform.function.internal.ScriptHost.Arguments;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordJson;
import io.atelier.platform.record.RecordPage;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.record.WriteResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What {@code crm.records} offers. Answers are plain data in API form: ids are text, lookups are {@code {id, name}}. */
@Component
public class RecordOperations {
    private static final int DEFAULT_PAGE = 200;

    private final RecordService records;
    private final MetadataService metadata;
    private final AccessService access;

    RecordOperations(RecordService records, MetadataService metadata, AccessService access) {
        this.records = records;
        this.metadata = metadata;
        this.access = access;
    }

    Map<String, @Nullable Object> perform(Actor actor, String operation, Arguments arguments) {
        return switch (operation) {
            case "records.get" -> RecordJson.of(records.get(actor, module(arguments), arguments.id(1)));
            case "records.list" -> page(actor, module(arguments), Criteria.everything(), arguments.options(1));
            case "records.search" -> search(actor, arguments);
            case "records.create" -> saved(actor, module(arguments), RecordChange.create(values(arguments, 1)));
            case "records.update" ->
                saved(actor, module(arguments), RecordChange.update(arguments.id(1), values(arguments, 2)));
            case "records.delete" -> saved(actor, module(arguments), new RecordChange.Delete(arguments.id(1)));
            default -> throw new PlatformException(ErrorCode.NOT_SUPPORTED, "There is no such operation.");
        };
    }

    private static String module(Arguments arguments) {
        return arguments.text(0, "the API name of a module");
    }

    private Map<String, @Nullable Object> search(Actor actor, Arguments arguments) {
        Criteria criteria = CriteriaParser.parse(arguments.text(1, "criteria such as (Last_Name:equals:Ali)"));
        return page(actor, module(arguments), criteria, arguments.options(2));
    }

    private Map<String, @Nullable Object> page(Actor actor, String module, Criteria criteria, Map<?, ?> options) {
        RecordQuery query = RecordQuery.of(module, fields(actor, module, options), pageSize(options))
                .where(criteria)
                .after(option(options, "page_token"));
        Optional<String> sortBy = option(options, "sort_by");
        if (sortBy.isPresent()) {
            String order = option(options, "sort_order").orElse("asc");
            if (!order.equals("asc") && !order.equals("desc")) {
                throw wrong("sort_order", "asc or desc");
            }
            query = query.sortedBy(sortBy.get(), order.equals("desc"));
        }
        RecordPage page = records.query(actor, query);
        Map<String, @Nullable Object> info = new LinkedHashMap<>();
        info.put("count", page.records().size());
        info.put("more_records", page.nextCursor().isPresent());
        info.put("next_page_token", page.nextCursor().orElse(null));
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("data", page.records().stream().map(RecordJson::of).toList());
        answer.put("info", info);
        return answer;
    }

    /** Returns what was asked for, else all fields that exist for the actor. */
    private List<String> fields(Actor actor, String module, Map<?, ?> options) {
        Object wanted = options.get("fields");
        if (wanted == null) {
            ModuleDef definition = metadata.model(actor.org()).module(module);
            var rights = access.of(actor);
            rights.require(definition, Verb.READ);
            return rights.fields(definition).stream().map(FieldDef::apiName).toList();
        }
        if (!(wanted instanceof List<?> list)) {
            throw wrong("fields", "a list of API names");
        }
        List<String> names = new ArrayList<>();
        for (Object name : list) {
            if (!(name instanceof String text)) {
                throw wrong("fields", "a list of API names");
            }
            names.add(text);
        }
        return names;
    }

    private static int pageSize(Map<?, ?> options) {
        Object size = options.get("per_page");
        if (size == null) {
            return DEFAULT_PAGE;
        }
        if (!(size instanceof Integer number) || number < 1 || number > RecordQuery.MAX_LIMIT) {
            throw wrong("per_page", "1 to " + RecordQuery.MAX_LIMIT);
        }
        return number;
    }

    private static Optional<String> option(Map<?, ?> options, String name) {
        Object value = options.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof String text)) {
            throw wrong(name, "text");
        }
        return Optional.of(text);
    }

    private static PlatformException wrong(String option, String what) {
        return new PlatformException(
                ErrorCode.INVALID_DATA, "The option " + option + " must be " + what + ".", Map.of("api_name", option));
    }

    private static Map<String, @Nullable Object> values(Arguments arguments, int place) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        arguments.object(place).forEach((name, value) -> {
            // A record that was read is often changed and handed back whole; its id is not a value.
            if (!"id".equals(name)) {
                values.put(String.valueOf(name), value);
            }
        });
        return values;
    }

    private Map<String, @Nullable Object> saved(Actor actor, String module, RecordChange change) {
        WriteResult.Saved saved =
                records.write(actor, WriteRequest.of(module, change)).single();
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("id", Long.toString(saved.id()));
        answer.put("version", saved.version());
        return answer;
    }
}
