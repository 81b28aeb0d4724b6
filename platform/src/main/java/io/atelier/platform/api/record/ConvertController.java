package io.atelier.platform.api.record;

import io.atelier.platform.api.ApiAnswers;
import io.atelier.platform.api.ApiParameters;
import io.atelier.platform.api.ApiScopes;
import io.atelier.platform.api.JsonAnswer;
import io.atelier.platform.api.JsonBody;
import io.atelier.platform.api.JsonWish;
import io.atelier.platform.api.RecordPaths;
import io.atelier.platform.api.RepeatableAnswers;
import io.atelier.platform.oauth.Authorization;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.UserId;
import io.atelier.platform.record.ConvertedLead;
import io.atelier.platform.record.LeadConversion;
import io.atelier.platform.record.LeadConversionService;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Makes accounts, contacts and deals of leads. */
@RestController
final class ConvertController {
    private static final String ACCOUNTS = "Accounts";
    private static final String CONTACTS = "Contacts";
    private static final String DEALS = "Deals";

    private final LeadConversionService conversions;
    private final JsonBody bodies;
    private final JsonAnswer answers;
    private final RepeatableAnswers repeatable;

    ConvertController(
            LeadConversionService conversions, JsonBody bodies, JsonAnswer answers, RepeatableAnswers repeatable) {
        this.conversions = conversions;
        this.bodies = bodies;
        this.answers = answers;
        this.repeatable = repeatable;
    }

    @PostMapping("/crm/{version:v2|v8}/Leads/{id:[0-9]+}/actions/convert")
    ResponseEntity<byte[]> convert(@PathVariable String version, @PathVariable String id, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Authorization authorization = ApiScopes.of(request);
        authorization.require("modules", "Leads", "UPDATE");
        Actor actor = authorization.actor();
        JsonWish body = bodies.wish(request);
        LeadConversion wish = wish(body.requireObjects("data", 1).getFirst());
        require(authorization, ACCOUNTS, wish.account());
        require(authorization, CONTACTS, wish.contact());
        if (wish.deal().isPresent()) {
            authorization.require("modules", DEALS, "CREATE");
        }
        return repeatable.of(request, body.values(), () -> {
            ConvertedLead converted = conversions.convert(actor, ApiParameters.id(id), wish);
            Map<String, ?> row = RecordPaths.isOldVersion(version) ? ids(converted) : success(converted);
            return answers.of(HttpStatus.OK, out -> out.writePOJO(Map.of("data", List.of(row))));
        });
    }

    private static void require(Authorization authorization, String module, OptionalLong used) {
        authorization.require("modules", module, used.isEmpty() ? "CREATE" : "UPDATE");
    }

    private static LeadConversion wish(JsonWish row) {
        return new LeadConversion(
                id(row, ACCOUNTS),
                id(row, CONTACTS),
                row.object(DEALS).map(deal -> RecordWriteController.values(deal.values())),
                row.flag("overwrite").orElse(false),
                row.id("assign_to").map(UserId::new),
                row.object("carry_over_tags").map(ConvertController::tags).orElse(Map.of()),
                attachments(row));
    }

    /** The older version names them by text, the newer one by an object. */
    private static OptionalLong id(JsonWish row, String name) {
        return row.id(name).map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    private static Map<String, List<String>> tags(JsonWish modules) {
        Map<String, List<String>> tags = new LinkedHashMap<>();
        for (String module : modules.values().keySet()) {
            List<String> names = new ArrayList<>();
            for (Object name : modules.requireList(module)) {
                names.add(tag(modules, module, names.size(), name));
            }
            tags.put(module, names);
        }
        return tags;
    }

    /** A tag stands as its name, or as an object that has one. */
    private static String tag(JsonWish modules, String module, int place, @Nullable Object given) {
        return switch (given) {
            case String name -> name;
            case Map<?, ?> tag when tag.get("name") instanceof String name -> name;
            case null, default -> throw modules.refused(module + "[" + place + "]", "text");
        };
    }

    private static String attachments(JsonWish row) {
        Optional<String> module = row.values().get("move_attachments_to") instanceof Map<?, ?>
                ? row.object("move_attachments_to").map(to -> to.requireText("api_name"))
                : row.text("move_attachments_to");
        return module.orElse(CONTACTS);
    }

    private static Map<String, @Nullable Object> ids(ConvertedLead converted) {
        Map<String, @Nullable Object> ids = new LinkedHashMap<>();
        for (String module : List.of(CONTACTS, DEALS, ACCOUNTS)) {
            ids.put(
                    module,
                    converted.part(module).map(part -> Long.toString(part.id())).orElse(null));
        }
        return ids;
    }

    private static Map<String, ?> success(ConvertedLead converted) {
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        for (String module : List.of(CONTACTS, DEALS, ACCOUNTS)) {
            details.put(
                    module,
                    converted
                            .part(module)
                            .map(part -> Map.of("name", part.name(), "id", Long.toString(part.id())))
                            .orElse(null));
        }
        return ApiAnswers.success("The record has been converted successfully", details);
    }
}
