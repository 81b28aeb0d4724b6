package io.atelier.studio.component;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.HasAriaLabel;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import io.atelier.platform.expression.Operand;
import io.atelier.platform.expression.Operator;
import io.atelier.platform.expression.RelativeDate;
import io.atelier.platform.expression.ValueType;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.PicklistValue;
import io.atelier.platform.metadata.ValueKind;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** What a field is compared with: a value, another field, days counted from today, or the person who looks. */
final class OperandEditor extends Div {
    private enum Kind {
        VALUE,
        FIELD,
        DAYS,
        CURRENT_USER
    }

    private static final int USUAL_DAYS = 30;

    private final CriteriaScope scope;
    private final CriteriaField subject;
    private final Operator operator;
    private final ComboBox<Kind> kind = new ComboBox<>();
    private final Div place = new Div();
    private Supplier<Operand> reader = () -> Operand.literal("");

    OperandEditor(CriteriaScope scope, CriteriaField subject, Operator operator, Operand start) {
        this.scope = scope;
        this.subject = subject;
        this.operator = operator;
        addClassName("criteria-operand");
        place.addClassName("criteria-value");
        kind.setAriaLabel(scope.text("criteria.kind"));
        kind.addClassName("criteria-kind");
        kind.setItemLabelGenerator(k -> scope.text("criteria.kind." + k.name().toLowerCase(Locale.ROOT)));
        kind.setItems(kinds(kindOf(start)));
        kind.setValue(kindOf(start));
        show(start);
        kind.addValueChangeListener(
                event -> show(empty(Optional.ofNullable(event.getValue()).orElse(Kind.VALUE))));
        add(kind, place);
    }

    private static Kind kindOf(Operand operand) {
        return switch (operand) {
            case Operand.Literal _ -> Kind.VALUE;
            case Operand.Field _ -> Kind.FIELD;
            case Operand.Days _ -> Kind.DAYS;
            case Operand.CurrentUser _ -> Kind.CURRENT_USER;
        };
    }

    /** Returns what fits the field, and what stored criteria have, whether it fits or not. */
    private List<Kind> kinds(Kind known) {
        List<Kind> kinds = new ArrayList<>(List.of(Kind.VALUE, Kind.FIELD));
        boolean pattern = operator.isPattern();
        if (known == Kind.DAYS
                || !pattern && subject.type().map(ValueType::isTime).orElse(false)) {
            kinds.add(Kind.DAYS);
        }
        if (known == Kind.CURRENT_USER
                || subject.field().map(OperandEditor::holdsUsers).orElse(false)) {
            kinds.add(Kind.CURRENT_USER);
        }
        return kinds;
    }

    private static boolean holdsUsers(FieldDef field) {
        return field.kind() == ValueKind.USER || field.kind() == ValueKind.USERS;
    }

    private static Operand empty(Kind kind) {
        return switch (kind) {
            case VALUE -> Operand.literal("");
            case FIELD -> Operand.field("");
            case DAYS -> Operand.days(RelativeDate.Kind.LASTNDAYS, USUAL_DAYS);
            case CURRENT_USER -> new Operand.CurrentUser();
        };
    }

    Operand operand() {
        return reader.get();
    }

    void focus() {
        place.getChildren().findFirst().ifPresent(control -> {
            if (control instanceof Focusable<?> focusable) {
                focusable.focus();
            }
        });
    }

    private void show(Operand operand) {
        place.removeAll();
        switch (operand) {
            case Operand.Literal(String text) -> showLiteral(text);
            case Operand.Field(String path) -> showField(path);
            case Operand.Days(RelativeDate date) -> showDays(date);
            case Operand.CurrentUser user -> reader = () -> user;
        }
    }

    private void showLiteral(String text) {
        Optional<FieldDef> field = subject.field().filter(_ -> !operator.isPattern());
        if (field.filter(f -> f.type().isPicklist()).isPresent()) {
            showChoices(field.get().values(), text);
        } else if (field.filter(f -> f.kind() == ValueKind.BOOLEAN).isPresent() && isOneOf(text, "", "true", "false")) {
            showBoolean(text);
        } else if (field.filter(f -> f.kind() == ValueKind.DATE).isPresent() && (text.isEmpty() || isDate(text))) {
            showDate(text);
        } else if (field.filter(f -> f.kind() == ValueKind.RECORD || holdsUsers(f))
                        .isPresent()
                && isId(text)) {
            showPointer(field.get(), text);
        } else {
            TextField written = new TextField();
            written.setValue(text);
            place(written);
            reader = () -> Operand.literal(written.getValue().strip());
        }
    }

    private static boolean isOneOf(String text, String... known) {
        return Arrays.asList(known).contains(text);
    }

    private static boolean isDate(String text) {
        try {
            return LocalDate.parse(text).toString().equals(text);
        } catch (DateTimeParseException _) {
            return false;
        }
    }

    private static boolean isId(String text) {
        return text.isEmpty() || text.matches("[1-9]\\d{0,17}");
    }

    /** A value that the picklist does not have, or has no more, can be written too. */
    private void showChoices(List<PicklistValue> known, String text) {
        ComboBox<String> choice = new ComboBox<>();
        List<String> values =
                new ArrayList<>(known.stream().map(PicklistValue::value).toList());
        if (!text.isEmpty() && !values.contains(text)) {
            values.add(text);
        }
        choice.setItems(values);
        choice.setItemLabelGenerator(value -> known.stream()
                .filter(v -> v.value().equals(value))
                .findFirst()
                .map(v -> v.label().in(scope.context().locale()))
                .orElse(value));
        choice.setAllowCustomValue(true);
        choice.addCustomValueSetListener(event -> choice.setValue(event.getDetail()));
        choice.setValue(text.isEmpty() ? null : text);
        place(choice);
        reader = () -> Operand.literal(choice.getOptionalValue().orElse(""));
    }

    private void showBoolean(String text) {
        ComboBox<String> choice = new ComboBox<>();
        choice.setItems("true", "false");
        choice.setItemLabelGenerator(
                value -> scope.text(value.equals("true") ? "record.value.yes" : "record.value.no"));
        choice.setValue(text.isEmpty() ? null : text);
        place(choice);
        reader = () -> Operand.literal(choice.getOptionalValue().orElse(""));
    }

    private void showDate(String text) {
        DatePicker day = new DatePicker();
        day.setLocale(scope.context().locale());
        day.setValue(text.isEmpty() ? null : LocalDate.parse(text));
        place(day);
        reader = () ->
                Operand.literal(day.getOptionalValue().map(LocalDate::toString).orElse(""));
    }

    private void showPointer(FieldDef field, String text) {
        ComboBox<LookupItem> item = new ComboBox<>();
        item.setItemLabelGenerator(LookupItem::name);
        item.setItems(LookupItems.of((search, limit) -> scope.context().find(field, search, limit)));
        if (!text.isEmpty()) {
            long id = Long.parseLong(text);
            item.setValue(new LookupItem(id, scope.context().nameOf(field, id)));
        }
        place(item);
        reader = () -> Operand.literal(item.getOptionalValue()
                .map(chosen -> Long.toString(chosen.id()))
                .orElse(""));
    }

    private void showField(String path) {
        ComboBox<CriteriaField> other = new ComboBox<>();
        CriteriaField known = scope.find(path);
        other.setItems(scope.offered(known).stream()
                .filter(field -> field.path().equals(path) || isComparable(field))
                .toList());
        other.setItemLabelGenerator(CriteriaField::label);
        if (!path.isEmpty()) {
            other.setValue(known);
        }
        place(other);
        reader = () -> other.getOptionalValue()
                .<Operand>map(field -> Operand.field(field.path()))
                .orElse(Operand.literal(""));
    }

    private boolean isComparable(CriteriaField other) {
        return !other.path().equals(subject.path())
                && subject.type()
                        .map(type -> other.type().equals(Optional.of(operator.operandType(type))))
                        .orElse(true);
    }

    private void showDays(RelativeDate date) {
        ComboBox<RelativeDate.Kind> days = new ComboBox<>();
        days.setItems(Arrays.asList(RelativeDate.Kind.values()));
        days.setItemLabelGenerator(k -> scope.text("criteria.days." + k.name().toLowerCase(Locale.ROOT)));
        days.setValue(date.kind());
        IntegerField count = new IntegerField();
        count.setAriaLabel(scope.text("criteria.days.count"));
        count.addClassName("criteria-days");
        count.setMin(0);
        count.setMax(RelativeDate.MAX_DAYS);
        count.setValue(date.kind().counts() ? date.days() : USUAL_DAYS);
        count.setVisible(date.kind().counts());
        days.addValueChangeListener(event ->
                count.setVisible(event.getValue() != null && event.getValue().counts()));
        place(days);
        place.add(count);
        reader = () -> days.getOptionalValue()
                .flatMap(k -> RelativeDate.find(k.counts() ? k.name() + ":" + count.getValue() : k.name()))
                .<Operand>map(Operand.Days::new)
                .orElse(Operand.literal(""));
    }

    private <C extends Component & HasAriaLabel> void place(C control) {
        control.setAriaLabel(scope.text("list.filter.value"));
        if (control instanceof AbstractField<?, ?>) {
            control.getElement().setProperty("placeholder", scope.text("list.filter.value"));
        }
        place.add(control);
    }
}
