package io.atelier.platform.api.record;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.api.ApiParameters;
import io.atelier.platform.api.ApiScopes;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.Operator;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.LeadConversion;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Reads which fields a request wants. */
@Component
final class RecordFields {
    /** Most fields that can be asked for by name. */
    static final int MAX = 50;

    private final AccessService access;
    private final MetadataService metadata;

    RecordFields(AccessService access, MetadataService metadata) {
        this.access = access;
        this.metadata = metadata;
    }

    /** Returns the fields asked for, without the id, which is always there; empty where nothing is said. */
    static Optional<List<String>> wanted(HttpServletRequest request) {
        return ApiParameters.find(request, "fields").map(RecordFields::names);
    }

    private static List<String> names(String text) {
        List<String> fields = ApiParameters.list(text);
        if (fields.size() > MAX) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "at most 50 fields can be asked for",
                    Map.of("param_name", "fields", "limit", MAX));
        }
        return fields.stream().filter(name -> !name.equals("id")).toList();
    }

    /** Returns what a list shows where nothing is said: all that exists for the person and stands in the record itself. */
    List<String> all(Actor actor, ModuleDef module) {
        return access.of(actor).fields(module).stream()
                .filter(RecordFields::isListed)
                .map(FieldDef::apiName)
                .toList();
    }

    /** Returns what a stream shows: the fields asked for, or all. */
    List<String> wantedOrAll(Actor actor, String moduleName, HttpServletRequest request) {
        Optional<List<String>> named = wanted(request);
        requireLookups(request, named.stream().flatMap(List::stream));
        return named.orElseGet(() -> all(actor, metadata.model(actor.org()).module(moduleName)));
    }

    private static boolean isListed(FieldDef field) {
        return switch (field.kind()) {
            case TEXT, NUMBER, BOOLEAN, DATE, DATETIME, CHOICES, RECORD, ANY_RECORD, USER, USERS, FILES ->
                field.isStored();
            case ADDRESS, LINKS, ROWS -> false;
        };
    }

    /** Converted leads are listed only for who asks for them by {@code converted=true} or {@code both}. */
    Optional<Criteria> converted(Actor actor, ModuleDef module, HttpServletRequest request) {
        String wanted = ApiParameters.find(request, "converted").orElse("false");
        boolean known = LeadConversion.isConvertible(module)
                && access.of(actor).findField(module, LeadConversion.CONVERTED).isPresent();
        if (!known || wanted.equals("both")) {
            return Optional.empty();
        }
        if (!wanted.equals("true") && !wanted.equals("false")) {
            throw ApiParameters.invalid("converted", "true, false or both is needed");
        }
        Operator operator = wanted.equals("true") ? Operator.EQUALS : Operator.NOT_EQUAL;
        return Optional.of(Criteria.compare(LeadConversion.CONVERTED, operator, "true"));
    }

    /** What leads over a lookup is read from modules that the path of the request does not name. */
    static void requireLookups(HttpServletRequest request, Stream<String> names) {
        if (names.anyMatch(name -> name.contains("."))) {
            ApiScopes.of(request).require("modules", "ALL", "READ");
        }
    }
}
