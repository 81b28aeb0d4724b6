package io.atelier.platform.api.record;

import io.atelier.platform.api.ApiParameters;
import io.atelier.platform.api.RecordPaths;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.Uniqueness;
import io.atelier.platform.metadata.ValueCodec;
import io.atelier.platform.metadata.ValueKind;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.ValueMatch;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds the records that a request names: by their ids, or by the values of the field that its header names, as {@code
 * Contacts.Email}. What the person does not see is not found.
 */
@Component
final class ExternalIds {
    /** No record has it. */
    static final long NOBODY = 0;

    private final RecordService records;
    private final MetadataService metadata;

    ExternalIds(RecordService records, MetadataService metadata) {
        this.records = records;
        this.metadata = metadata;
    }

    /** Returns the API name of the field that stands in for ids. */
    Optional<String> field(HttpServletRequest request, String module) {
        String header = request.getHeader(RecordPaths.EXTERNAL);
        if (header == null || header.isBlank()) {
            return Optional.empty();
        }
        String[] parts = header.strip().split("\\.", -1);
        if (parts.length != 2 || !parts[0].equals(module) || parts[1].isBlank()) {
            throw ApiParameters.invalid(
                    RecordPaths.EXTERNAL,
                    "the module of the address and one of its fields are needed: " + module + ".Field");
        }
        return Optional.of(parts[1]);
    }

    long id(HttpServletRequest request, Actor actor, String module, String text) {
        return ids(request, actor, module, List.of(text)).getFirst();
    }

    /** Returns an id for each text, {@link #NOBODY} where there is no record. */
    List<Long> ids(HttpServletRequest request, Actor actor, String module, List<String> texts) {
        Optional<String> field = field(request, module);
        return field.isEmpty()
                ? texts.stream().map(ApiParameters::id).toList()
                : found(actor, module, field.get(), texts);
    }

    /**
     * Returns the id of each row: what it says of its id, or the record that has its value of the header's field.
     *
     * @param rows as they came
     */
    List<Long> ofRows(
            HttpServletRequest request, Actor actor, String module, List<Map<String, @Nullable Object>> rows) {
        Optional<String> field = field(request, module);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            String name = field.orElse("id");
            Object given = rows.get(i).getOrDefault(name, rows.get(i).get("id"));
            if (given == null) {
                throw new PlatformException(
                        ErrorCode.MANDATORY_NOT_FOUND,
                        "required field not found",
                        Map.of("api_name", name, "json_path", "$.data[" + i + "]." + name));
            }
            texts.add(field.isPresent() ? text(given) : Long.toString(ApiParameters.id(given, "$.data[" + i + "].id")));
        }
        return ids(request, actor, module, texts);
    }

    private static String text(Object given) {
        return given instanceof BigDecimal number ? number.toPlainString() : given.toString();
    }

    private List<Long> found(Actor actor, String moduleName, String name, List<String> texts) {
        ModuleDef module = metadata.model(actor.org()).module(moduleName);
        FieldDef field = module.findField(name).filter(ExternalIds::isKey).orElseThrow(() -> {
            records.find(actor, moduleName, NOBODY); // a module that is hidden has no fields either
            return unknown(name);
        });
        Map<String, FieldValue> values = new LinkedHashMap<>();
        for (String text : texts) {
            if (ValueCodec.parse(field, text) instanceof ValueCodec.Parsed.Good(FieldValue value) && !value.isNull()) {
                values.put(text, folded(value));
            }
        }
        Map<FieldValue, ValueMatch> matches = matches(actor, moduleName, name, values);
        return texts.stream()
                .map(text -> {
                    @Nullable FieldValue value = values.get(text);
                    @Nullable ValueMatch match = value == null ? null : matches.get(value);
                    return match == null ? NOBODY : only(match, name);
                })
                .toList();
    }

    /** A field that is hidden is answered for as one that does not exist. */
    private Map<FieldValue, ValueMatch> matches(
            Actor actor, String module, String name, Map<String, FieldValue> values) {
        try {
            return records.matches(actor, module, name, values.values());
        } catch (PlatformException e) {
            throw e.code() == ErrorCode.INVALID_FIELD ? unknown(name) : e;
        }
    }

    private static boolean isKey(FieldDef field) {
        boolean unique = field.options().unique() != Uniqueness.NONE;
        return field.isFilterable() && (unique || field.kind() == ValueKind.TEXT);
    }

    private static FieldValue folded(FieldValue value) {
        return value instanceof FieldValue.Text(String text) ? new FieldValue.Text(Uniqueness.folded(text)) : value;
    }

    private static long only(ValueMatch match, String name) {
        if (!match.isOnly()) {
            throw new PlatformException(
                    ErrorCode.DUPLICATE_DATA,
                    "Several records have this value; name the record by its id.",
                    Map.of("api_name", name));
        }
        return match.id();
    }

    private static PlatformException unknown(String name) {
        return new PlatformException(
                ErrorCode.INVALID_FIELD,
                "The module has no unique field and no text field of this name.",
                Map.of("api_name", name, "param_name", RecordPaths.EXTERNAL));
    }
}
