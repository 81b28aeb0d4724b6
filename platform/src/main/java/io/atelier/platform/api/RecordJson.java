package io.atelier.platform.api;

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
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes records as JSON values: ids as text, numbers as numbers, times with the reader's offset. */
final class RecordJson {
    private final Map<String, FieldDef> fields;
    private final Map<UserId, User> users;
    private final ZoneId zone;

    RecordJson(ModuleDef module, Map<UserId, User> users, UserId reader) {
        this.fields = module.fieldsByName();
        this.users = users;
        User own = users.get(reader);
        this.zone = own == null ? ZoneId.of("UTC") : own.zone();
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
            json.writeStringProperty("Modified_Time", text(known.modifiedTime().atZone(zone)));
            json.writeName("Modified_By");
            writePerson(json, known.modifiedBy(), null);
            json.writeStringProperty("Created_Time", text(known.createdTime().atZone(zone)));
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
            case FieldValue.DateTime(Instant instant) -> json.writeString(text(instant.atZone(zone)));
            case FieldValue.Lookup(long id) -> writeLookup(json, record, name, id);
            default -> json.writePOJO(ValueCodec.toApi(value));
        }
    }

    /** Returns {@code 2026-12-31T23:59:00+01:00}; a formatter would take half of the time of a page. */
    static String text(ZonedDateTime time) {
        StringBuilder text = new StringBuilder(25);
        append(text, time.getYear(), 4).append('-');
        append(text, time.getMonthValue(), 2).append('-');
        append(text, time.getDayOfMonth(), 2).append('T');
        append(text, time.getHour(), 2).append(':');
        append(text, time.getMinute(), 2).append(':');
        append(text, time.getSecond(), 2);
        int offset = time.getOffset().getTotalSeconds();
        text.append(offset < 0 ? '-' : '+');
        append(text, Math.abs(offset) / 3_600, 2).append(':');
        return append(text, Math.abs(offset) / 60 % 60, 2).toString();
    }

    private static StringBuilder append(StringBuilder text, int number, int digits) {
        String plain = Integer.toString(number);
        text.repeat("0", Math.max(0, digits - plain.length()));
        return text.append(plain);
    }

    /** Returns what stands for a value that is no lookup. */
    static @Nullable Object value(FieldValue value, ZoneId zone) {
        return switch (value) {
            case FieldValue.Number(BigDecimal number) -> plain(number);
            case FieldValue.DateTime(Instant instant) -> text(instant.atZone(zone));
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
        User user = users.get(id);
        json.writeStartObject();
        json.writeName("name");
        writeText(json, user == null ? label : user.name());
        json.writeStringProperty("id", Long.toString(id.value()));
        json.writeName("email");
        writeText(json, user == null ? null : user.email());
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
