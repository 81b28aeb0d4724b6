package io.atelier.platform.api.record;

import io.atelier.platform.api.ApiReader;
import io.atelier.platform.identity.User;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.ValueCodec;
import io.atelier.platform.org.UserId;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.WriteResult;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes records as JSON values: ids as text, numbers as numbers, times with the reader's offset. */
public final class RecordJson {
    private final Map<String, FieldDef> fields;
    private final ApiReader reader;

    RecordJson(ModuleDef module, ApiReader reader) {
        this.fields = module.fieldsByName();
        this.reader = reader;
    }

    /**
     * Writes the id and those values of the record whose field is wanted.
     *
     * @param besides what else is told of the record
     */
    void write(JsonGenerator json, CrmRecord record, Predicate<String> wanted, Map<String, Object> besides) {
        json.writeStartObject();
        json.writeStringProperty("id", Long.toString(record.id()));
        record.values().forEach((name, value) -> {
            if (wanted.test(name)) {
                json.writeName(name);
                write(json, record, name, value);
            }
        });
        besides.forEach(json::writePOJOProperty);
        json.writeEndObject();
    }

    /** Writes what is told of a record that was just written. */
    void writeStamp(JsonGenerator json, long id, Optional<WriteResult.Stamp> stamp) {
        json.writeStartObject();
        stamp.ifPresent(known -> {
            json.writeStringProperty("Modified_Time", reader.time(known.modifiedTime()));
            json.writeName("Modified_By");
            writePerson(json, known.modifiedBy(), null);
            json.writeStringProperty("Created_Time", reader.time(known.createdTime()));
        });
        json.writeStringProperty("id", Long.toString(id));
        stamp.ifPresent(known -> {
            json.writeName("Created_By");
            writePerson(json, known.createdBy(), null);
        });
        json.writeEndObject();
    }

    private void write(JsonGenerator json, CrmRecord record, String name, FieldValue value) {
        switch (value) {
            case FieldValue.Null _ -> json.writeNull();
            case FieldValue.Text(String text) -> json.writeString(text);
            case FieldValue.Bool(boolean bool) -> json.writeBoolean(bool);
            case FieldValue.Number(BigDecimal number) -> json.writeNumber(plain(number));
            case FieldValue.DateTime(Instant instant) -> json.writeString(reader.time(instant));
            case FieldValue.Lookup(long id) -> writeLookup(json, record, name, id);
            default -> json.writePOJO(ValueCodec.toApi(value));
        }
    }

    /** Returns what stands for a value that is no lookup. */
    public static @Nullable Object value(FieldValue value, ApiReader reader) {
        return switch (value) {
            case FieldValue.Number(BigDecimal number) -> plain(number);
            case FieldValue.DateTime(Instant instant) -> reader.time(instant);
            default -> ValueCodec.toApi(value);
        };
    }

    /** Spares readers {@code 9E+4}. */
    private static BigDecimal plain(BigDecimal number) {
        return number.scale() < 0 ? number.setScale(0) : number;
    }

    private void writeLookup(JsonGenerator json, CrmRecord record, String name, long id) {
        FieldDef field = fields.get(name);
        if (field != null && field.type() == FieldType.OWNERLOOKUP) {
            writePerson(json, new UserId(id), record.labels().get(name));
            return;
        }
        json.writeStartObject();
        json.writeName("name");
        writeText(json, record.labels().get(name));
        json.writeStringProperty("id", Long.toString(id));
        json.writeEndObject();
    }

    private void writePerson(JsonGenerator json, UserId id, @Nullable String label) {
        Optional<User> user = reader.find(id);
        json.writeStartObject();
        json.writeName("name");
        writeText(json, user.map(User::name).orElse(label));
        json.writeStringProperty("id", Long.toString(id.value()));
        json.writeName("email");
        writeText(json, user.map(User::email).orElse(null));
        json.writeEndObject();
    }

    private static void writeText(JsonGenerator json, @Nullable String text) {
        if (text == null) {
            json.writeNull();
        } else {
            json.writeString(text);
        }
    }
}
