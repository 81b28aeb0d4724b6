package io.atelier.platform.api.record;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.api.ApiParameters;
import io.atelier.platform.api.ApiScopes;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.Actor;
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

    RecordFields(AccessService access) {
        this.access = access;
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

    private static boolean isListed(FieldDef field) {
        return switch (field.kind()) {
            case TEXT, NUMBER, BOOLEAN, DATE, DATETIME, CHOICES, RECORD, ANY_RECORD, USER, USERS, FILES ->
                field.isStored();
            case ADDRESS, LINKS, ROWS -> false;
        };
    }

    /** What leads over a lookup is read from modules that the path of the request does not name. */
    static void requireLookups(HttpServletRequest request, Stream<String> names) {
        if (names.anyMatch(name -> name.contains("."))) {
            ApiScopes.of(request).require("modules", "ALL", "READ");
        }
    }
}
