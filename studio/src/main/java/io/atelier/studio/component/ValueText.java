package io.atelier.studio.component;

import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.PicklistValue;
import io.atelier.platform.record.CrmRecord;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

/** Writes values as a person of this language and zone reads them. Empty values are empty text. */
public final class ValueText {
    private final Locale locale;
    private final Formats formats;
    private final Currency currency;
    private final Words words;

    /**
     * The words that values are written with, translated.
     *
     * @param yes of a ticked check box
     * @param files says how many files there are
     * @param rows says how many rows there are
     */
    public record Words(String yes, String no, IntFunction<String> files, IntFunction<String> rows) {}

    public ValueText(Formats formats, Currency currency, Words words) {
        this.locale = formats.locale();
        this.formats = formats;
        this.currency = currency;
        this.words = words;
    }

    public String of(FieldDef field, CrmRecord record) {
        return switch (record.value(field.apiName())) {
            case FieldValue.Users(List<Long> ids) -> names(field, record, ids);
            case FieldValue.Links(List<Long> ids) -> names(field, record, ids);
            case FieldValue value -> record.labels().getOrDefault(field.apiName(), of(field, value));
        };
    }

    private static String names(FieldDef field, CrmRecord record, List<Long> ids) {
        return ids.stream()
                .map(id -> record.labels().getOrDefault(CrmRecord.labelKey(field.apiName(), id), ""))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.joining(", "));
    }

    /** Writes a value without a record's labels: a lookup is its id. */
    public String of(FieldDef field, FieldValue value) {
        return switch (value) {
            case FieldValue.Null _ -> "";
            case FieldValue.Text(String text) -> isRich(field) ? withoutTags(text) : choice(field, text);
            case FieldValue.Number(BigDecimal number) -> number(field, number);
            case FieldValue.Bool(boolean bool) -> bool ? words.yes() : words.no();
            case FieldValue.Date(var date) -> formats.date(date);
            case FieldValue.DateTime(var instant) -> formats.dateTime(instant);
            case FieldValue.MultiPicklist(List<String> values) ->
                values.stream().map(v -> choice(field, v)).collect(Collectors.joining(", "));
            case FieldValue.Lookup(long id) -> Long.toString(id);
            case FieldValue.AnyLookup(String _, long id) -> Long.toString(id);
            case FieldValue.Users(List<Long> ids) -> ids(ids);
            case FieldValue.Links(List<Long> ids) -> ids(ids);
            case FieldValue.Files(List<Long> ids) -> words.files().apply(ids.size());
            case FieldValue.Rows(var rows) -> words.rows().apply(rows.size());
            case FieldValue.Address(var parts) ->
                parts.values().stream().map(part -> of(field, part)).collect(Collectors.joining(", "));
        };
    }

    private static boolean isRich(FieldDef field) {
        return field.properties() instanceof FieldProperties.Text text && text.rich();
    }

    /** What was HTML is shown as text, never as HTML. */
    private static String withoutTags(String html) {
        String lines = html.replaceAll("(?i)<br\\s*/?>|</(p|div|li|h[1-6]|tr)>", "\n");
        return HtmlUtils.htmlUnescape(lines.replaceAll("<[^>]*>", "")).strip();
    }

    private static String ids(List<Long> ids) {
        return ids.stream().map(id -> Long.toString(id)).collect(Collectors.joining(", "));
    }

    private String choice(FieldDef field, String stored) {
        return field.type().isPicklist()
                ? field.findValue(stored)
                        .map(PicklistValue::label)
                        .map(l -> l.in(locale))
                        .orElse(stored)
                : stored;
    }

    private String number(FieldDef field, BigDecimal number) {
        boolean money = resultOf(field) == FieldType.CURRENCY;
        NumberFormat format = money ? formats.money(currency) : formats.number();
        format.setMaximumFractionDigits(Math.max(field.scale(), 0));
        String text = format.format(number);
        return field.type() == FieldType.PERCENT ? text + " %" : text;
    }

    private static FieldType resultOf(FieldDef field) {
        return switch (field.properties()) {
            case FieldProperties.Formula formula -> formula.result();
            case FieldProperties.Rollup rollup -> rollup.result();
            case FieldProperties _ -> field.type();
        };
    }
}
