package io.atelier.platform.api.record;

import io.atelier.platform.api.ApiReader;
import io.atelier.platform.file.StoredFile;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.org.UserId;
import io.atelier.platform.record.CrmRecord;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows values of several parts as Zoho's clients read them: a list of objects. */
final class CompoundJson {
    private final OrgModel model;
    private final ApiReader reader;
    private final Map<Long, StoredFile> files;

    CompoundJson(OrgModel model, ApiReader reader, Map<Long, StoredFile> files) {
        this.model = model;
        this.reader = reader;
        this.files = files;
    }

    /** Names each record by the linking module's lookup to it; its id besides is for those who know no linking modules. */
    List<Map<String, @Nullable Object>> links(
            @Nullable FieldDef field, FieldValue.Links links, Map<String, String> labels) {
        return links.ids().stream().map(id -> link(field, id, labels)).toList();
    }

    private static Map<String, @Nullable Object> link(@Nullable FieldDef field, long id, Map<String, String> labels) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", Long.toString(id));
        if (field != null && field.properties() instanceof FieldProperties.MultiLookup lookup) {
            json.put(lookup.targetField(), reference(id, labels.get(CrmRecord.labelKey(field.apiName(), id))));
        }
        return json;
    }

    List<Map<String, @Nullable Object>> users(FieldValue.Users users) {
        return users.ids().stream().map(id -> reader.person(new UserId(id))).toList();
    }

    List<Map<String, @Nullable Object>> files(FieldValue.Files held) {
        return held.ids().stream().map(this::file).toList();
    }

    private Map<String, @Nullable Object> file(long id) {
        Optional<StoredFile> file = Optional.ofNullable(files.get(id));
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", Long.toString(id));
        json.put("File_Id__s", Long.toString(id));
        json.put("File_Name__s", file.map(StoredFile::name).orElse(null));
        json.put("Size__s", file.map(found -> Long.toString(found.size())).orElse(null));
        return json;
    }

    List<Map<String, @Nullable Object>> rows(@Nullable FieldDef field, FieldValue.Rows rows) {
        Map<String, FieldDef> fields = field == null ? Map.of() : fieldsOfRows(field);
        return rows.rows().stream().map(row -> row(fields, row)).toList();
    }

    private Map<String, FieldDef> fieldsOfRows(FieldDef field) {
        return field.properties() instanceof FieldProperties.Subform subform
                ? model.module(subform.module()).fieldsByName()
                : Map.of();
    }

    private Map<String, @Nullable Object> row(Map<String, FieldDef> fields, FieldValue.Row row) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", Long.toString(row.id()));
        row.values().forEach((name, value) -> json.put(name, inRow(fields.get(name), value)));
        return json;
    }

    private @Nullable Object inRow(@Nullable FieldDef field, FieldValue value) {
        return switch (value) {
            case FieldValue.Lookup(long id)
            when field != null && field.type() == FieldType.OWNERLOOKUP -> reader.person(new UserId(id));
            case FieldValue.Lookup(long id) -> reference(id, null);
            case FieldValue.Number(BigDecimal number) when RecordJson.isLong(field) -> number.toPlainString();
            case FieldValue.Users users -> users(users);
            case FieldValue.Files held -> files(held);
            default -> RecordJson.value(value, reader);
        };
    }

    private static Map<String, @Nullable Object> reference(long id, @Nullable String name) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("id", Long.toString(id));
        return json;
    }
}
