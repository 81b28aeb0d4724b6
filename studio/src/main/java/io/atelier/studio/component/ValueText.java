package io.atelier.studio.component;

import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.PicklistValue;
import io.atelier.platform.record.CrmRecord;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes values as a person of this language and zone reads them. Empty values are empty text. */
public final class ValueText {
    private final Locale locale;
    private final ZoneId zone;
    private final Currency currency;
    private final String yes;
    private final String no;

    /** Takes the words for a check box's two states, translated. */
    public ValueText(Locale locale, ZoneId zone, Currency currency, String yes, String no) {
        this.locale = locale;
        this.zone = zone;
        this.currency = currency;
        this.yes = yes;
        this.no = no;
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
            case FieldValue.Text(String text) -> choice(field, text);
            case FieldValue.Number(BigDecimal number) -> number(field, number);
            case FieldValue.Bool(boolean bool) -> bool ? yes : no;
            case FieldValue.Date(var date) ->
                DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                        .withLocale(locale)
                        .format(date);
            case FieldValue.DateTime(var instant) ->
                DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                        .withLocale(locale)
                        .withZone(zone)
                        .format(instant);
            case FieldValue.MultiPicklist(List<String> values) ->
                values.stream().map(v -> choice(field, v)).collect(Collectors.joining(", "));
            case FieldValue.Lookup(long id) -> Long.toString(id);
            case FieldValue.AnyLookup(String _, long id) -> Long.toString(id);
            case FieldValue.Users(List<Long> ids) -> ids(ids);
            case FieldValue.Links(List<Long> ids) -> ids(ids);
            case FieldValue.Files(List<Long> ids) -> Integer.toString(ids.size());
            case FieldValue.Rows(var rows) -> Integer.toString(rows.size());
            case FieldValue.Address(var parts) ->
                parts.values().stream().map(part -> of(field, part)).collect(Collectors.joining(", "));
        };
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
        NumberFormat format = field.type() == FieldType.CURRENCY
                ? NumberFormat.getCurrencyInstance(locale)
                : NumberFormat.getNumberInstance(locale);
        if (field.type() == FieldType.CURRENCY) {
            format.setCurrency(currency);
        }
        format.setMaximumFractionDigits(Math.max(field.scale(), 0));
        String text = format.format(number);
        return field.type() == FieldType.PERCENT ? text + " %" : text;
    }
}
