package io.atelier.platform.api;

import io.atelier.platform.identity.User;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.ValueCodec;
import io.atelier.platform.org.UserId;
import io.atelier.platform.record.CrmRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Renders records as JSON values: ids as text, numbers as numbers, times with the reader's offset. */
final class RecordJson {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);

    private final Map<String, FieldDef> fields;
    private final Map<UserId, User> users;
    private final ZoneId zone;

    RecordJson(ModuleDef module, List<User> users, UserId reader) {
        this.fields = module.fieldsByName();
        this.users = users.stream().collect(Collectors.toMap(User::id, user -> user));
        User own = this.users.get(reader);
        this.zone = own == null ? ZoneId.of("UTC") : own.zone();
    }

    Map<String, @Nullable Object> render(CrmRecord record) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", Long.toString(record.id()));
        record.values().forEach((name, value) -> row.put(name, value(record, name, value)));
        return row;
    }

    /** Returns what is told of a record that was just written. */
    Map<String, @Nullable Object> stamp(CrmRecord record) {
        Map<String, @Nullable Object> stamp = new LinkedHashMap<>();
        for (String name : List.of("Modified_Time", "Modified_By", "Created_Time")) {
            stamp.put(name, value(record, name, record.value(name)));
        }
        stamp.put("id", Long.toString(record.id()));
        stamp.put("Created_By", value(record, "Created_By", record.value("Created_By")));
        return stamp;
    }

    private @Nullable Object value(CrmRecord record, String name, FieldValue value) {
        FieldDef field = fields.get(name);
        boolean person = field != null && field.type() == FieldType.OWNERLOOKUP;
        return switch (value) {
            case FieldValue.Lookup(long id) when person -> person(id);
            case FieldValue.Lookup(long id) -> reference(id, record.labels().get(name));
            default -> value(value, zone);
        };
    }

    /** Returns what stands for a value that is no lookup. */
    static @Nullable Object value(FieldValue value, ZoneId zone) {
        return switch (value) {
            case FieldValue.Number(BigDecimal number) -> plain(number);
            case FieldValue.DateTime(Instant instant) -> TIME.format(instant.atZone(zone));
            default -> ValueCodec.toApi(value);
        };
    }

    /** Spares readers {@code 9E+4}. */
    private static BigDecimal plain(BigDecimal number) {
        return number.scale() < 0 ? number.setScale(0) : number;
    }

    private static Map<String, @Nullable Object> reference(long id, @Nullable String name) {
        Map<String, @Nullable Object> reference = new LinkedHashMap<>();
        reference.put("name", name);
        reference.put("id", Long.toString(id));
        return reference;
    }

    private Map<String, @Nullable Object> person(long id) {
        User user = users.get(new UserId(id));
        Map<String, @Nullable Object> person = reference(id, user == null ? null : user.name());
        person.put("email", user == null ? null : user.email());
        return person;
    }
}
