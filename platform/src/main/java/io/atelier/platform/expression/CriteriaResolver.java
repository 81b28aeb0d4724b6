package io.atelier.platform.expression;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.FieldValue;
import java.util.List;
import java.util.Map;

/** Holds criteria against the fields that an actor may see. */
public final class CriteriaResolver {
    private final FieldNames fields;

    public CriteriaResolver(FieldNames fields) {
        this.fields = fields;
    }

    /** Returns the typed tree, which is boolean, or fails with {@link ErrorCode#INVALID_QUERY} naming the field. */
    public Expression resolve(Criteria criteria) {
        return switch (criteria) {
            case Criteria.Everything _ -> Expression.everything();
            case Criteria.All all ->
                new Expression.All(all.parts().stream().map(this::resolve).toList());
            case Criteria.Any any ->
                new Expression.Any(any.parts().stream().map(this::resolve).toList());
            case Criteria.Compare compare -> test(compare);
        };
    }

    private Expression test(Criteria.Compare compare) {
        Expression field = field(compare.field(), compare.field());
        Operator operator = compare.operator();
        List<Comparison.Side> sides = compare.values().stream()
                .map(value -> side(compare, field.type(), value))
                .toList();
        return Comparison.of(field, operator, sides, message -> problem(compare.field(), message));
    }

    private Expression field(String name, String reported) {
        FieldPath path = fields.find(name)
                .orElseThrow(
                        () -> problem(reported, fields.mistake(name).orElse("There is no such field to filter by.")));
        ValueType type =
                ValueType.of(path.field()).orElseThrow(() -> problem(reported, "This field cannot be filtered by."));
        return new Expression.Field(path, type);
    }

    private Comparison.Side side(Criteria.Compare compare, ValueType type, Operand value) {
        return switch (value) {
            case Operand.Literal(String text) -> literal(compare, type, text);
            case Operand.Days(RelativeDate date) -> new Comparison.Days(date);
            case Operand.CurrentUser _ ->
                new Comparison.Value(new Expression.FromContext(new ContextTerm.CurrentUser()));
            case Operand.Field(String path) -> new Comparison.Value(field(path, path));
        };
    }

    private static Comparison.Side literal(Criteria.Compare compare, ValueType type, String text) {
        if (text.isBlank()) {
            throw problem(compare.field(), "A value is needed; to find empty fields use is_empty.");
        }
        if (SourceText.unstorable(text) >= 0) {
            throw problem(compare.field(), "The value holds a character that cannot be stored; take it out.");
        }
        // Looking for a value that was never allowed finds nothing; it is no fault.
        if (compare.operator().isPattern() || type == ValueType.TEXT || type == ValueType.CHOICES) {
            return Comparison.literal(new FieldValue.Text(text), ValueType.TEXT);
        }
        FieldValue read =
                Literals.read(text.strip(), type).orElseThrow(() -> problem(compare.field(), Literals.remedy(type)));
        return Comparison.literal(read, compare.operator().operandType(type));
    }

    private static PlatformException problem(String field, String message) {
        return new PlatformException(ErrorCode.INVALID_QUERY, message, Map.of("api_name", field));
    }
}
