package io.atelier.platform.expression;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ValueCodec;
import io.atelier.platform.metadata.ValueKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Holds criteria against the fields that an actor may see. */
public final class CriteriaResolver {
    private final Function<String, Optional<FieldDef>> fields;

    /**
     * @param fields finds a field by API name; empty for one that is hidden as for one that does not exist, so that no
     *     error tells them apart
     */
    public CriteriaResolver(Function<String, Optional<FieldDef>> fields) {
        this.fields = fields;
    }

    /** Returns the typed tree, or fails with {@link ErrorCode#INVALID_QUERY} naming the field. */
    public Condition resolve(Criteria criteria) {
        return switch (criteria) {
            case Criteria.Everything _ -> new Condition.Everything();
            case Criteria.All all ->
                new Condition.All(all.parts().stream().map(this::resolve).toList());
            case Criteria.Any any ->
                new Condition.Any(any.parts().stream().map(this::resolve).toList());
            case Criteria.Compare compare -> test(compare);
        };
    }

    private Condition test(Criteria.Compare compare) {
        FieldDef field = fields.apply(compare.field())
                .orElseThrow(() -> problem(compare.field(), "There is no such field to filter by."));
        Operator operator = compare.operator();
        if (!field.isFilterable()) {
            throw problem(field.apiName(), "Records cannot be chosen by this field: it is encrypted or not one value.");
        }
        if (!fits(operator, field.kind())) {
            throw problem(field.apiName(), "The operator " + operator.apiName() + " does not fit this field's type.");
        }
        List<FieldValue> values = compare.values().stream()
                .map(text -> value(field, operator, text))
                .toList();
        return new Condition.Test(field, operator, values);
    }

    private static FieldValue value(FieldDef field, Operator operator, String text) {
        // Looking for a value that was never allowed finds nothing; it is no fault.
        if (isPattern(operator) || field.kind() == ValueKind.TEXT || field.kind() == ValueKind.CHOICES) {
            if (text.isEmpty()) {
                throw problem(field.apiName(), "A value is needed; to find empty fields use is_empty.");
            }
            return new FieldValue.Text(text);
        }
        return switch (ValueCodec.parse(field, text)) {
            case ValueCodec.Parsed.Good(FieldValue.Null _) ->
                throw problem(field.apiName(), "A value is needed; to find empty fields use is_empty.");
            case ValueCodec.Parsed.Good(FieldValue value) -> value;
            case ValueCodec.Parsed.Bad(ErrorCode _, String message) -> throw problem(field.apiName(), message);
        };
    }

    private static boolean isPattern(Operator operator) {
        return switch (operator) {
            case CONTAINS, NOT_CONTAINS, STARTS_WITH, ENDS_WITH -> true;
            case EQUALS, NOT_EQUAL, IN, NOT_IN, GREATER_THAN, GREATER_EQUAL, LESS_THAN, LESS_EQUAL, BETWEEN -> false;
            case IS_EMPTY, IS_NOT_EMPTY -> false;
        };
    }

    private static boolean fits(Operator operator, ValueKind kind) {
        return switch (operator) {
            case IS_EMPTY, IS_NOT_EMPTY -> true;
            case EQUALS, NOT_EQUAL, IN, NOT_IN -> kind != ValueKind.FILES;
            case CONTAINS, NOT_CONTAINS -> kind == ValueKind.TEXT || kind == ValueKind.CHOICES;
            case STARTS_WITH, ENDS_WITH -> kind == ValueKind.TEXT;
            case GREATER_THAN, GREATER_EQUAL, LESS_THAN, LESS_EQUAL, BETWEEN ->
                kind == ValueKind.NUMBER || kind == ValueKind.DATE || kind == ValueKind.DATETIME;
        };
    }

    private static PlatformException problem(String field, String message) {
        return new PlatformException(ErrorCode.INVALID_QUERY, message, Map.of("api_name", field));
    }
}
