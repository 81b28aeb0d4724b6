package io.atelier.platform.record.internal;

import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ValueCodec;
import io.atelier.platform.metadata.ValueKind;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads values that were good when they were written, though the field's rules may be narrower now. */
final class HistoryValues {
    private HistoryValues() {}

    static FieldValue read(FieldDef field, @Nullable Object api) {
        if (ValueCodec.parse(field, api) instanceof ValueCodec.Parsed.Good(FieldValue value)) {
            return value;
        }
        return switch (api) {
            case String text when field.type().isText() -> new FieldValue.Text(text);
            case Number number when field.type().isNumber() -> new FieldValue.Number(new BigDecimal(number.toString()));
            case List<?> choices
            when field.kind() == ValueKind.CHOICES ->
                new FieldValue.MultiPicklist(
                        choices.stream().map(String::valueOf).toList());
            case null, default -> FieldValue.NULL;
        };
    }

    /** Says whether the field's value follows from others, so that nobody writes it. */
    static boolean isDerived(FieldDef field) {
        return !field.composedOf().isEmpty() || field.type().isComputed();
    }
}
