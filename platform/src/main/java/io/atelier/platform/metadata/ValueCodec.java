package io.atelier.platform.metadata;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.metadata.internal.ChoiceCodec;
import io.atelier.platform.metadata.internal.NumberCodec;
import io.atelier.platform.metadata.internal.ReferenceCodec;
import io.atelier.platform.metadata.internal.TextCodec;
import io.atelier.platform.metadata.internal.TimeCodec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads values in API form (text, numbers, booleans, lists, {@code {id: …}} of JSON) into typed ones, and back. Strict:
 * local formats are an importer's or a form's matter.
 */
public final class ValueCodec {
    private ValueCodec() {}

    /** A typed value, or what is wrong with the input. */
    public sealed interface Parsed {
        record Good(FieldValue value) implements Parsed {}

        /** The message says what would be right. */
        record Bad(ErrorCode code, String message) implements Parsed {}
    }

    /**
     * Reads one value; null and empty text are {@link FieldValue.Null}. Does not ask whether what is pointed to exists. An
     * address and a subform are no single values: the write pipeline takes them apart.
     */
    public static Parsed parse(FieldDef field, @Nullable Object input) {
        if (input == null || input instanceof String text && text.isBlank()) {
            return new Parsed.Good(FieldValue.NULL);
        }
        return switch (field.type()) {
            case TEXT, TEXTAREA, AUTONUMBER -> TextCodec.text(field, input);
            case EMAIL -> TextCodec.email(field, input);
            case PHONE -> TextCodec.phone(field, input);
            case WEBSITE -> TextCodec.website(field, input);
            case PICKLIST -> ChoiceCodec.picklist(field, input);
            case MULTISELECTPICKLIST -> ChoiceCodec.choices(field, input);
            case BOOLEAN -> ChoiceCodec.bool(input);
            case INTEGER, BIGINT, DOUBLE, PERCENT, CURRENCY -> NumberCodec.number(field, input);
            case DATE -> TimeCodec.date(input);
            case DATETIME -> TimeCodec.dateTime(input);
            case LOOKUP, OWNERLOOKUP, USERLOOKUP -> ReferenceCodec.lookup(input);
            case MULTI_MODULE_LOOKUP -> ReferenceCodec.anyLookup(field, input);
            case MULTIUSERLOOKUP -> ReferenceCodec.users(input);
            case MULTISELECTLOOKUP -> ReferenceCodec.links(field, input);
            case FILEUPLOAD, IMAGEUPLOAD -> ReferenceCodec.files(field, input);
            case FORMULA, ROLLUP_SUMMARY -> computed(field, input);
            case ADDRESS, SUBFORM -> bad("A value of this field is written by its parts.");
        };
    }

    /** Reads a figured value back, as a page position or a condition holds it. */
    private static Parsed computed(FieldDef field, Object input) {
        return switch (field.kind()) {
            case TEXT -> new Parsed.Good(new FieldValue.Text(input.toString()));
            case NUMBER -> NumberCodec.number(field, input);
            case BOOLEAN -> ChoiceCodec.bool(input);
            case DATE -> TimeCodec.date(input);
            case DATETIME -> TimeCodec.dateTime(input);
            case CHOICES, RECORD, ANY_RECORD, USER, USERS, FILES, ADDRESS, LINKS, ROWS ->
                throw new IllegalStateException("nothing of kind " + field.kind() + " is figured");
        };
    }

    /**
     * Returns the API form: text, {@code BigDecimal}, {@code Boolean}, a list of text, a map of an address's parts or of a
     * module and an id, a list of maps of a subform's rows, or null.
     */
    public static @Nullable Object toApi(FieldValue value) {
        return switch (value) {
            case FieldValue.Null _ -> null;
            case FieldValue.Text text -> text.text();
            case FieldValue.Number number -> number.number();
            case FieldValue.Bool bool -> bool.value();
            case FieldValue.Date date -> date.date().toString();
            case FieldValue.DateTime time -> time.instant().toString();
            case FieldValue.MultiPicklist choices -> choices.values();
            case FieldValue.Lookup lookup -> Long.toString(lookup.id());
            case FieldValue.AnyLookup lookup -> Map.of("module", lookup.module(), "id", Long.toString(lookup.id()));
            case FieldValue.Users users -> texts(users.ids());
            case FieldValue.Files files -> texts(files.ids());
            case FieldValue.Links links -> texts(links.ids());
            case FieldValue.Address address -> parts(address);
            case FieldValue.Rows rows ->
                rows.rows().stream().map(ValueCodec::row).toList();
        };
    }

    private static List<String> texts(List<Long> ids) {
        return ids.stream().map(id -> Long.toString(id)).toList();
    }

    private static Map<String, @Nullable Object> parts(FieldValue.Address address) {
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        address.parts().forEach((part, value) -> parts.put(part.key(), toApi(value)));
        return parts;
    }

    private static Map<String, @Nullable Object> row(FieldValue.Row row) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("id", Long.toString(row.id()));
        row.values().forEach((name, value) -> values.put(name, toApi(value)));
        return values;
    }

    /** Says what would be right. */
    public static Parsed.Bad bad(String message) {
        return new Parsed.Bad(ErrorCode.INVALID_DATA, message);
    }
}
