package io.atelier.studio.component;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasHelper;
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
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.PicklistValue;
import io.atelier.platform.record.CrmRecord;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The control that edits a field of one type, with values in API form. Labels come from the field's definition. */
public final class FieldEditor {
    private final FieldDef field;
    private final Component component;
    private final Supplier<@Nullable Object> reader;
    private final BiConsumer<FieldValue, LongFunction<String>> writer;
    private LongFunction<String> names = id -> "#" + id;
    private Consumer<Predicate<PicklistValue>> narrower = _ -> {};

    private FieldEditor(
            FieldDef field,
            Component component,
            Supplier<@Nullable Object> reader,
            BiConsumer<FieldValue, LongFunction<String>> writer) {
        this.field = field;
        this.component = component;
        this.reader = reader;
        this.writer = writer;
    }

    private FieldEditor(
            FieldDef field, Component component, Supplier<@Nullable Object> reader, Consumer<FieldValue> writer) {
        this(field, component, reader, (value, _) -> writer.accept(value));
    }

    public FieldDef field() {
        return field;
    }

    public Component component() {
        return component;
    }

    /** Says whether the control wants the whole width of a form. */
    public boolean isWide() {
        return component instanceof AddressField || component instanceof SubformField;
    }

    /** Returns what a write request takes; null for empty. */
    public @Nullable Object apiValue() {
        return reader.get();
    }

    /** Shows a value; asks for the names of what it points to. */
    public void set(FieldValue value) {
        writer.accept(value, names);
    }

    /** Shows the record's value, with the names that the record brings. */
    public void show(CrmRecord record) {
        String name = field.apiName();
        writer.accept(record.value(name), id -> {
            String one = record.labels().getOrDefault(name, "");
            String label = record.labels().getOrDefault(CrmRecord.labelKey(name, id), one);
            return label.isEmpty() ? names.apply(id) : label;
        });
    }

    /** Shows what is wrong with the value; empty text takes it away. */
    public void showError(String message) {
        if (component instanceof HasValidation validation) {
            validation.setErrorMessage(message);
            validation.setInvalid(!message.isEmpty());
        }
    }

    /** Offers only those of a picklist's values that pass; what is chosen and does not pass goes. */
    public void offer(Predicate<PicklistValue> allowed) {
        narrower.accept(allowed);
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

    /** Calls the listener whenever the value is another, also where a program set it. */
    void onAnyChange(Runnable listener) {
        if (component instanceof AbstractField<?, ?> changed) {
            changed.addValueChangeListener(_ -> listener.run());
        }
    }

    public static FieldEditor of(FieldDef field, EditorContext context) {
        Locale locale = context.locale();
        FieldEditor editor = switch (field.type()) {
            case TEXT, AUTONUMBER, PHONE, WEBSITE -> text(field, new TextField());
            case EMAIL -> email(field);
            case TEXTAREA -> area(field, context);
            case PICKLIST -> picklist(field, locale);
            case MULTISELECTPICKLIST -> choices(field, locale);
            case INTEGER, BIGINT, DOUBLE, PERCENT, CURRENCY -> number(field, locale);
            case DATE -> date(field, locale);
            case DATETIME -> dateTime(field, locale, context.zone());
            case BOOLEAN -> bool(field);
            case LOOKUP, OWNERLOOKUP, USERLOOKUP -> lookup(field, context);
            case MULTISELECTLOOKUP, MULTIUSERLOOKUP -> lookups(field, context);
            case MULTI_MODULE_LOOKUP -> composite(field, new AnyLookupField(field, context));
            case FILEUPLOAD, IMAGEUPLOAD -> composite(field, new FilesField(field, context));
            case SUBFORM -> composite(field, new SubformField(field, context));
            case ADDRESS -> composite(field, new AddressField(field, context));
            case FORMULA, ROLLUP_SUMMARY -> readOnly(field, context.values());
        };
        editor.names = id -> context.nameOf(field, id);
        label(editor.component, field, locale);
        return editor;
    }

    private static void label(Component component, FieldDef field, Locale locale) {
        component.getElement().setProperty("label", field.label().in(locale));
        component.getElement().setProperty("required", field.required());
        component.setId("field-" + field.apiName());
        field.options().tooltip().ifPresent(tip -> {
            if (component instanceof HasHelper helper
                    && Objects.requireNonNullElse(helper.getHelperText(), "").isEmpty()) {
                helper.setHelperText(tip.in(locale));
            }
        });
    }

    private static FieldEditor composite(FieldDef field, CompositeField control) {
        return new FieldEditor(field, control, control::apiValue, control::show);
    }

    private static FieldEditor text(FieldDef field, TextField control) {
        control.setMaxLength(field.length());
        return new FieldEditor(
                field,
                control,
                () -> emptyToNull(control.getValue()),
                value -> control.setValue(value instanceof FieldValue.Text(String t) ? t : ""));
    }

    private static FieldEditor readOnly(FieldDef field, ValueText texts) {
        TextField control = new TextField();
        control.setReadOnly(true);
        return new FieldEditor(field, control, () -> null, value -> control.setValue(texts.of(field, value)));
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

    private static FieldEditor area(FieldDef field, EditorContext context) {
        TextArea control = new TextArea();
        if (field.properties() instanceof FieldProperties.Text text && text.rich()) {
            control.setHelperText(context.text("record.html"));
        }
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
        FieldEditor editor = new FieldEditor(
                field,
                control,
                () -> control.getOptionalValue().map(PicklistValue::value).orElse(null),
                value -> control.setValue(
                        value instanceof FieldValue.Text(String t)
                                ? field.findValue(t).orElse(null)
                                : null));
        editor.narrower = allowed -> {
            PicklistValue chosen = control.getValue();
            control.setItems(field.usedValues().stream().filter(allowed).toList());
            control.setValue(chosen == null || !allowed.test(chosen) ? null : chosen);
        };
        return editor;
    }

    private static FieldEditor choices(FieldDef field, Locale locale) {
        MultiSelectComboBox<PicklistValue> control = new MultiSelectComboBox<>();
        control.setItems(field.values());
        control.setItemLabelGenerator(value -> value.label().in(locale));
        FieldEditor editor = new FieldEditor(
                field,
                control,
                () -> control.getValue().isEmpty()
                        ? null
                        : control.getValue().stream().map(PicklistValue::value).toList(),
                value -> control.setValue(chosen(field, value)));
        editor.narrower = allowed -> {
            Set<PicklistValue> chosen = control.getValue();
            control.setItems(field.usedValues().stream().filter(allowed).toList());
            control.setValue(chosen.stream().filter(allowed).collect(Collectors.toSet()));
        };
        return editor;
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

    private static FieldEditor lookup(FieldDef field, EditorContext context) {
        ComboBox<LookupItem> control = new ComboBox<>();
        control.setItemLabelGenerator(LookupItem::name);
        control.setClearButtonVisible(field.type() != FieldType.OWNERLOOKUP);
        control.setItems(LookupItems.of((text, limit) -> context.find(field, text, limit)));
        return new FieldEditor(
                field,
                control,
                () -> control.getOptionalValue()
                        .map(item -> Long.toString(item.id()))
                        .orElse(null),
                (value, names) -> control.setValue(
                        value instanceof FieldValue.Lookup(long id) ? new LookupItem(id, names.apply(id)) : null));
    }

    private static FieldEditor lookups(FieldDef field, EditorContext context) {
        MultiSelectComboBox<LookupItem> control = new MultiSelectComboBox<>();
        control.setItemLabelGenerator(LookupItem::name);
        control.setItems(LookupItems.of((text, limit) -> context.find(field, text, limit)));
        return new FieldEditor(
                field,
                control,
                () -> control.getValue().isEmpty()
                        ? null
                        : control.getValue().stream()
                                .map(item -> Long.toString(item.id()))
                                .toList(),
                (value, names) -> control.setValue(items(value, names)));
    }

    private static Set<LookupItem> items(FieldValue value, LongFunction<String> names) {
        List<Long> ids = switch (value) {
            case FieldValue.Users users -> users.ids();
            case FieldValue.Links links -> links.ids();
            case FieldValue _ -> List.of();
        };
        Set<LookupItem> items = new LinkedHashSet<>();
        ids.forEach(id -> items.add(new LookupItem(id, names.apply(id))));
        return items;
    }

    private static @Nullable Object emptyToNull(String text) {
        return text.isBlank() ? null : text;
    }
}
