package io.atelier.studio.component;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.provider.CallbackDataProvider;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.PicklistValue;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The control that edits a field of one type, with values in API form. Labels come from the field's definition. */
public final class FieldEditor {
    private static final int LOOKUP_PAGE = 50;

    private final FieldDef field;
    private final Component component;
    private final Supplier<@Nullable Object> reader;
    private final Consumer<FieldValue> writer;

    private FieldEditor(
            FieldDef field, Component component, Supplier<@Nullable Object> reader, Consumer<FieldValue> writer) {
        this.field = field;
        this.component = component;
        this.reader = reader;
        this.writer = writer;
    }

    public FieldDef field() {
        return field;
    }

    public Component component() {
        return component;
    }

    /** Returns what a write request takes; null for empty. */
    public @Nullable Object apiValue() {
        return reader.get();
    }

    public void set(FieldValue value) {
        writer.accept(value);
    }

    /** Shows what is wrong with the value; empty text takes it away. */
    public void showError(String message) {
        if (component instanceof HasValidation validation) {
            validation.setErrorMessage(message);
            validation.setInvalid(!message.isEmpty());
        }
    }

    /** Calls the listener when the person has changed the value. */
    public void onChange(Runnable listener) {
        if (component instanceof AbstractField<?, ?> changed) {
            changed.addValueChangeListener(event -> {
                if (event.isFromClient()) {
                    listener.run();
                }
            });
        }
    }

    public static FieldEditor of(FieldDef field, Locale locale, ZoneId zone, LookupSource lookups) {
        FieldEditor editor = switch (field.type()) {
            case TEXT, AUTONUMBER, PHONE, WEBSITE -> text(field, new TextField());
            case EMAIL -> email(field);
            case TEXTAREA -> area(field);
            case PICKLIST -> picklist(field, locale);
            case MULTISELECTPICKLIST -> choices(field, locale);
            case INTEGER, BIGINT, DOUBLE, PERCENT, CURRENCY -> number(field, locale);
            case DATE -> date(field, locale);
            case DATETIME -> dateTime(field, locale, zone);
            case BOOLEAN -> bool(field);
            case LOOKUP, OWNERLOOKUP, USERLOOKUP -> lookup(field, lookups);
            case MULTI_MODULE_LOOKUP,
                    MULTISELECTLOOKUP,
                    MULTIUSERLOOKUP,
                    FILEUPLOAD,
                    IMAGEUPLOAD,
                    FORMULA,
                    ROLLUP_SUMMARY,
                    SUBFORM,
                    ADDRESS -> readOnly(field);
        };
        label(editor.component, field, locale);
        return editor;
    }

    private static void label(Component component, FieldDef field, Locale locale) {
        component.getElement().setProperty("label", field.label().in(locale));
        component.getElement().setProperty("required", field.required());
        component.setId("field-" + field.apiName());
    }

    private static FieldEditor text(FieldDef field, TextField control) {
        control.setMaxLength(field.length());
        return new FieldEditor(
                field,
                control,
                () -> emptyToNull(control.getValue()),
                value -> control.setValue(value instanceof FieldValue.Text(String t) ? t : ""));
    }

    private static FieldEditor readOnly(FieldDef field) {
        TextField control = new TextField();
        control.setReadOnly(true);
        return new FieldEditor(field, control, () -> null, _ -> {});
    }

    private static FieldEditor email(FieldDef field) {
        EmailField control = new EmailField();
        // The server's rule holds; the browser's own pattern knows fewer addresses.
        control.setManualValidation(true);
        return new FieldEditor(
                field,
                control,
                () -> emptyToNull(control.getValue()),
                value -> control.setValue(value instanceof FieldValue.Text(String t) ? t : ""));
    }

    private static FieldEditor area(FieldDef field) {
        TextArea control = new TextArea();
        control.setMinRows(3);
        control.setMaxLength(field.length());
        return new FieldEditor(
                field,
                control,
                () -> emptyToNull(control.getValue()),
                value -> control.setValue(value instanceof FieldValue.Text(String t) ? t : ""));
    }

    private static FieldEditor picklist(FieldDef field, Locale locale) {
        ComboBox<PicklistValue> control = new ComboBox<>();
        control.setItems(field.usedValues());
        control.setItemLabelGenerator(value -> value.label().in(locale));
        control.setClearButtonVisible(!field.required());
        return new FieldEditor(
                field,
                control,
                () -> control.getOptionalValue().map(PicklistValue::value).orElse(null),
                value -> control.setValue(
                        value instanceof FieldValue.Text(String t)
                                ? field.findValue(t).orElse(null)
                                : null));
    }

    private static FieldEditor choices(FieldDef field, Locale locale) {
        MultiSelectComboBox<PicklistValue> control = new MultiSelectComboBox<>();
        control.setItems(field.values());
        control.setItemLabelGenerator(value -> value.label().in(locale));
        return new FieldEditor(
                field,
                control,
                () -> control.getValue().isEmpty()
                        ? null
                        : control.getValue().stream().map(PicklistValue::value).toList(),
                value -> control.setValue(chosen(field, value)));
    }

    private static Set<PicklistValue> chosen(FieldDef field, FieldValue value) {
        Set<PicklistValue> chosen = new LinkedHashSet<>();
        if (value instanceof FieldValue.MultiPicklist(List<String> stored)) {
            stored.forEach(v -> field.findValue(v).ifPresent(chosen::add));
        }
        return chosen;
    }

    private static FieldEditor number(FieldDef field, Locale locale) {
        BigDecimalField control = new BigDecimalField();
        control.setLocale(locale);
        return new FieldEditor(
                field,
                control,
                control::getValue,
                value -> control.setValue(value instanceof FieldValue.Number(BigDecimal n) ? plain(n) : null));
    }

    /** 9E+4 is no way to write ninety thousand. */
    private static BigDecimal plain(BigDecimal number) {
        return number.scale() < 0 ? number.setScale(0) : number;
    }

    private static FieldEditor date(FieldDef field, Locale locale) {
        DatePicker control = new DatePicker();
        control.setLocale(locale);
        return new FieldEditor(
                field,
                control,
                () -> control.getOptionalValue().map(Object::toString).orElse(null),
                value -> control.setValue(value instanceof FieldValue.Date(var d) ? d : null));
    }

    private static FieldEditor dateTime(FieldDef field, Locale locale, ZoneId zone) {
        DateTimePicker control = new DateTimePicker();
        control.setLocale(locale);
        return new FieldEditor(
                field,
                control,
                () -> control.getOptionalValue()
                        .map(local -> local.atZone(zone).toOffsetDateTime().toString())
                        .orElse(null),
                value -> control.setValue(
                        value instanceof FieldValue.DateTime(var instant)
                                ? LocalDateTime.ofInstant(instant, zone)
                                : null));
    }

    private static FieldEditor bool(FieldDef field) {
        Checkbox control = new Checkbox();
        return new FieldEditor(
                field,
                control,
                control::getValue,
                value -> control.setValue(value instanceof FieldValue.Bool(boolean b) && b));
    }

    private static FieldEditor lookup(FieldDef field, LookupSource lookups) {
        ComboBox<LookupItem> control = new ComboBox<>();
        control.setItemLabelGenerator(LookupItem::name);
        control.setClearButtonVisible(field.type() != FieldType.OWNERLOOKUP);
        CallbackDataProvider<LookupItem, String> items = new CallbackDataProvider<>(
                query ->
                        lookups.find(field, query.getFilter().orElse(""), query.getOffset() + query.getLimit()).stream()
                                .skip(query.getOffset()),
                query -> Math.min(
                        LOOKUP_PAGE,
                        lookups.find(field, query.getFilter().orElse(""), LOOKUP_PAGE)
                                .size()),
                LookupItem::id);
        control.setItems(items);
        return new FieldEditor(
                field,
                control,
                () -> control.getOptionalValue()
                        .map(item -> Long.toString(item.id()))
                        .orElse(null),
                value -> control.clear());
    }

    /** Shows what a lookup points to, whose name is known already. */
    @SuppressWarnings("unchecked")
    public void setLookup(LookupItem item) {
        if (component instanceof ComboBox<?> combo) {
            ((ComboBox<LookupItem>) combo).setValue(item);
        }
    }

    private static @Nullable Object emptyToNull(String text) {
        return text.isBlank() ? null : text;
    }
}
