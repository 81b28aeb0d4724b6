package io.atelier.platform.metadata.internal;

import static io.atelier.platform.metadata.ValueCodec.bad;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ValueCodec.Parsed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Reads what is chosen among the field's values, and check boxes. */
public final class ChoiceCodec {
    private static final int MAX_CHOICES = 100;

    private ChoiceCodec() {}

    public static Parsed picklist(FieldDef field, Object input) {
        String text = input.toString().strip();
        return field.findValue(text).isPresent()
                ? new Parsed.Good(new FieldValue.Text(text))
                : bad("This is none of the field's values.");
    }

    public static Parsed choices(FieldDef field, Object input) {
        Collection<?> items = input instanceof Collection<?> list
                ? list
                : List.of(input.toString().split(";"));
        if (items.size() > MAX_CHOICES) {
            return new Parsed.Bad(ErrorCode.LIMIT_EXCEEDED, "At most 100 values can be chosen.");
        }
        List<String> values = new ArrayList<>();
        for (Object item : items) {
            String text = String.valueOf(item).strip();
            if (!text.isEmpty() && field.findValue(text).isEmpty()) {
                return bad("One of the values is none of the field's.");
            }
            if (!text.isEmpty() && !values.contains(text)) {
                values.add(text);
            }
        }
        return new Parsed.Good(values.isEmpty() ? FieldValue.NULL : new FieldValue.MultiPicklist(values));
    }

    public static Parsed bool(Object input) {
        return switch (input.toString().strip()) {
            case "true" -> new Parsed.Good(new FieldValue.Bool(true));
            case "false" -> new Parsed.Good(new FieldValue.Bool(false));
            default -> bad("The value is true or false.");
        };
    }
}
