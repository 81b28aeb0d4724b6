package io.atelier.platform.widget;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.expression.CriteriaParser;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Channel;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordJson;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.record.WriteResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Does what a widget asks for by the messages of Zoho's widget SDK, as the person who looks at it and no more. */
@Service
public class WidgetBroker {
    private static final int PAGE = 200;

    private final RecordService records;
    private final MetadataService metadata;
    private final AccessService access;
    private final UserService users;
    private final JsonMapper json;

    WidgetBroker(
            RecordService records, MetadataService metadata, AccessService access, UserService users, JsonMapper json) {
        this.records = records;
        this.metadata = metadata;
        this.access = access;
        this.users = users;
        this.json = json;
    }

    /**
     * Answers one request as a tree that JSON can hold.
     *
     * @param request the {@code data} of the SDK's message; hostile until proven otherwise
     * @throws PlatformException if it cannot be done; its code and message are for the widget
     */
    public Object answer(Actor person, Widget widget, JsonNode request) {
        Actor actor = person.through(Channel.WIDGET, widget.name());
        return switch (text(request, "category")) {
            case "READ" -> read(actor, request.path("APIData"));
            case "SEARCH" -> search(actor, request.path("APIData"));
            case "CREATE" -> create(actor, request);
            case "UPDATE" -> update(actor, request);
            case "DELETE" -> delete(actor, request);
            case "CONFIG" -> config(actor, request);
            case "META" -> meta(actor, request);
            default ->
                throw new PlatformException(
                        ErrorCode.NOT_SUPPORTED,
                        "This call of the widget SDK is not supported here.",
                        Map.of("category", text(request, "category")));
        };
    }

    private Object read(Actor actor, JsonNode data) {
        String module = text(data, "Entity");
        if (data.has("RecordID")) {
            return data(List.of(RecordJson.of(records.get(actor, module, id(data, "RecordID")))));
        }
        return page(actor, RecordQuery.of(module, listed(actor, module), PAGE));
    }

    private Object search(Actor actor, JsonNode data) {
        if (!text(data, "Type").equals("criteria")) {
            throw new PlatformException(
                    ErrorCode.NOT_SUPPORTED, "Widgets search by criteria.", Map.of("param_name", "Type"));
        }
        String module = text(data, "Entity");
        return page(
                actor,
                RecordQuery.of(module, listed(actor, module), PAGE).where(CriteriaParser.parse(text(data, "Query"))));
    }

    private Object page(Actor actor, RecordQuery query) {
        List<CrmRecord> found = records.query(actor, query).records();
        Map<String, Object> answer =
                new LinkedHashMap<>(data(found.stream().map(RecordJson::of).toList()));
        answer.put("info", Map.of("count", found.size(), "per_page", PAGE));
        return answer;
    }

    private List<String> listed(Actor actor, String module) {
        ModuleDef definition = metadata.model(actor.org()).module(module);
        return access.of(actor).fields(definition).stream()
                .map(field -> field.apiName())
                .toList();
    }

    private Object create(Actor actor, JsonNode request) {
        requireRecordCall(request);
        return written(actor, text(request, "Entity"), RecordChange.create(values(request.path("APIData"))), "added");
    }

    private Object update(Actor actor, JsonNode request) {
        requireRecordCall(request);
        JsonNode data = request.path("APIData");
        return written(actor, text(request, "Entity"), RecordChange.update(id(data, "id"), values(data)), "updated");
    }

    private Object delete(Actor actor, JsonNode request) {
        requireRecordCall(request);
        JsonNode data = request.has("RecordID") ? request : request.path("APIData");
        return written(actor, text(request, "Entity"), new RecordChange.Delete(id(data, "RecordID")), "deleted");
    }

    private static void requireRecordCall(JsonNode request) {
        if (!text(request, "type").equals("RECORD")) {
            throw new PlatformException(
                    ErrorCode.NOT_SUPPORTED, "Widgets write records only.", Map.of("param_name", "type"));
        }
    }

    private Object written(Actor actor, String module, RecordChange change, String verb) {
        WriteResult.Saved saved =
                records.write(actor, WriteRequest.of(module, change)).single();
        return data(List.of(Map.of(
                "code",
                "SUCCESS",
                "details",
                Map.of("id", Long.toString(saved.id())),
                "message",
                "record " + verb,
                "status",
                "success")));
    }

    private Object config(Actor actor, JsonNode request) {
        if (text(request, "type").equals("CURRENT_USER")) {
            User user = users.get(actor.org(), actor.user());
            return Map.of(
                    "users",
                    List.of(Map.of(
                            "id", Long.toString(user.id().value()),
                            "full_name", user.name(),
                            "email", user.email(),
                            "language", user.language().getLanguage())));
        }
        throw new PlatformException(
                ErrorCode.NOT_SUPPORTED, "Only the current user is told to widgets.", Map.of("param_name", "type"));
    }

    private Object meta(Actor actor, JsonNode request) {
        return switch (text(request, "type")) {
            case "MODULE_LIST" ->
                Map.of(
                        "modules",
                        metadata.model(actor.org()).modules().stream()
                                .filter(module -> access.of(actor).may(module, Verb.READ))
                                .map(module -> Map.of(
                                        "api_name", module.apiName(),
                                        "plural_label", module.plural().english()))
                                .toList());
            case "FIELD_LIST" -> {
                ModuleDef module = metadata.model(actor.org()).module(text(request, "Entity"));
                access.of(actor).require(module, Verb.READ);
                yield Map.of(
                        "fields",
                        access.of(actor).fields(module).stream()
                                .map(field -> Map.of(
                                        "api_name", field.apiName(),
                                        "field_label", field.label().english(),
                                        "data_type", field.type().apiName(),
                                        "pick_list_values",
                                                field.values().stream()
                                                        .map(value -> Map.of(
                                                                "actual_value", value.value(),
                                                                "display_value",
                                                                        value.label()
                                                                                .english()))
                                                        .toList()))
                                .toList());
            }
            default ->
                throw new PlatformException(
                        ErrorCode.NOT_SUPPORTED, "Widgets read modules and fields only.", Map.of("param_name", "type"));
        };
    }

    private static Map<String, Object> data(List<?> rows) {
        return Map.of("data", rows);
    }

    private Map<String, @Nullable Object> values(JsonNode data) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        data.properties().forEach(property -> {
            // The id says which record; trigger says which automations run: neither is a value.
            if (!property.getKey().equals("id") && !property.getKey().equals("trigger")) {
                values.put(property.getKey(), json.treeToValue(property.getValue(), Object.class));
            }
        });
        return values;
    }

    private static long id(JsonNode data, String name) {
        return Optional.of(data.path(name))
                .map(node -> node.isArray() ? node.path(0) : node)
                .map(node -> node.asString(""))
                .filter(text -> text.matches("\\d{1,18}"))
                .map(Long::parseLong)
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.INVALID_DATA, "The id of a record is needed.", Map.of("api_name", name)));
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString("");
    }
}
