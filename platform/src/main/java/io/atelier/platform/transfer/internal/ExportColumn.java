package io.atelier.platform.transfer.internal;

import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.PicklistValue;
import io.atelier.platform.record.CrmRecord;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** A column of an exported file. What is read back by an import stays what it was. */
record ExportColumn(String header, BiFunction<CrmRecord, FieldValue, String> cell, String field) {
    private static final String MANY = ";";
    /** Ends the heading of a column of ids. */
    static final String ID = ".id";

    String text(CrmRecord record) {
        return cell.apply(record, record.value(field));
    }

    /**
     * Returns the columns of the fields, the record's id first. A field that points to something has two: the name for
     * people and the id for an import. An address stands in the columns of its parts, the rows of a subform in a file of
     * their own.
     */
    static List<ExportColumn> of(List<FieldDef> fields, Locale language, ZoneId zone) {
        List<ExportColumn> columns = new ArrayList<>();
        columns.add(new ExportColumn("id", (record, _) -> Long.toString(record.id()), ""));
        Set<String> taken = new HashSet<>(Set.of("id"));
        for (FieldDef field : fields) {
            String name = header(field, language, taken);
            switch (field.kind()) {
                case TEXT, CHOICES -> columns.add(choices(name, field, language));
                case NUMBER, BOOLEAN, DATE, DATETIME, FILES ->
                    columns.add(new ExportColumn(name, (_, value) -> plain(value, zone), field.apiName()));
                case RECORD, ANY_RECORD, USER, USERS, LINKS -> {
                    columns.add(
                            new ExportColumn(name, (record, value) -> names(field, record, value), field.apiName()));
                    columns.add(new ExportColumn(name + ID, (_, value) -> plain(value, zone), field.apiName()));
                }
                case ADDRESS, ROWS -> {}
            }
        }
        return columns;
    }

    /** Returns a column for the id and for each name, as programs read them: API names, values as they are stored. */
    static List<ExportColumn> plain(List<String> names, ZoneId zone) {
        List<ExportColumn> columns = new ArrayList<>();
        columns.add(new ExportColumn("id", (record, _) -> Long.toString(record.id()), ""));
        names.forEach(name -> columns.add(new ExportColumn(name, (_, value) -> plain(value, zone), name)));
        return columns;
    }

    private static String header(FieldDef field, Locale language, Set<String> taken) {
        String label = field.label().in(language);
        return taken.add(label.toLowerCase(Locale.ROOT)) ? label : label + " (" + field.apiName() + ")";
    }

    /** Choices by their labels, but for those whose label another has too: nobody could read them back. */
    private static ExportColumn choices(String name, FieldDef field, Locale language) {
        Set<String> labels = new HashSet<>();
        Set<String> ambiguous = field.values().stream()
                .map(choice -> choice.label().in(language))
                .filter(label -> !labels.add(label) || label.contains(MANY))
                .collect(Collectors.toSet());
        Map<String, String> texts = field.values().stream()
                .filter(choice -> !ambiguous.contains(choice.label().in(language)))
                .collect(Collectors.toMap(
                        PicklistValue::value, choice -> choice.label().in(language)));
        return new ExportColumn(
                name,
                (_, value) -> switch (value) {
                    case FieldValue.Text(String text) -> texts.getOrDefault(text, text);
                    case FieldValue.MultiPicklist(List<String> chosen) ->
                        chosen.stream().map(one -> texts.getOrDefault(one, one)).collect(Collectors.joining(MANY));
                    case FieldValue other -> plain(other, ZoneOffset.UTC);
                },
                field.apiName());
    }

    /** Names that the reader may not see are left out. */
    private static String names(FieldDef field, CrmRecord record, FieldValue value) {
        return switch (value) {
            case FieldValue.Lookup _ -> record.labels().getOrDefault(field.apiName(), "");
            case FieldValue.AnyLookup(String _, long id) -> name(field, record, id);
            case FieldValue.Users(List<Long> ids) -> names(field, record, ids);
            case FieldValue.Links(List<Long> ids) -> names(field, record, ids);
            case FieldValue _ -> "";
        };
    }

    private static String names(FieldDef field, CrmRecord record, List<Long> ids) {
        return ids.stream()
                .map(id -> name(field, record, id))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.joining(MANY + " "));
    }

    private static String name(FieldDef field, CrmRecord record, long id) {
        return record.labels().getOrDefault(CrmRecord.labelKey(field.apiName(), id), "");
    }

    private static String plain(FieldValue value, ZoneId zone) {
        return switch (value) {
            case FieldValue.Null _ -> "";
            case FieldValue.Text(String text) -> text;
            case FieldValue.Number(var number) -> number.toPlainString();
            case FieldValue.Bool(boolean is) -> Boolean.toString(is);
            case FieldValue.Date(var date) -> date.toString();
            case FieldValue.DateTime(var instant) ->
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atZone(zone));
            case FieldValue.MultiPicklist(List<String> values) -> String.join(MANY, values);
            case FieldValue.Lookup(long id) -> Long.toString(id);
            case FieldValue.AnyLookup(String module, long id) -> module + ":" + id;
            case FieldValue.Users(List<Long> ids) -> joined(ids);
            case FieldValue.Files(List<Long> ids) -> joined(ids);
            case FieldValue.Links(List<Long> ids) -> joined(ids);
            case FieldValue.Address _, FieldValue.Rows _ -> "";
        };
    }

    private static String joined(Collection<Long> ids) {
        return ids.stream().map(id -> Long.toString(id)).collect(Collectors.joining(MANY));
    }
}
