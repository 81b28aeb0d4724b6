package io.atelier.platform.expression;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.FieldType;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/**
 * A checked formula: {@code Round(${Amount} * ${Probability} / 100, 2)}. What the functions and operators mean is told in
 * the guide on formulas.
 *
 * @param expression yields values of the type, numbers rounded to the scale
 */
public record Formula(String text, FieldType type, Expression expression) {
    /** Most characters of a formula. */
    public static final int MAX_LENGTH = 3_000;

    /**
     * Reads and checks a formula.
     *
     * @param scale most decimals of a number result; without meaning for other types
     * @throws PlatformException {@link ErrorCode#SYNTAX_ERROR} or {@link ErrorCode#INVALID_QUERY} with {@code line} and
     *     {@code column}, or {@link ErrorCode#LIMIT_EXCEEDED}
     */
    public static Formula compile(String text, FieldType type, int scale, FieldNames fields) {
        Expression checked = Checker.requireModest(Checker.ofFormulas(fields).check(FormulaReader.read(text)));
        return new Formula(text, type, typed(checked, type, type == FieldType.INTEGER ? 0 : scale));
    }

    /**
     * Reads and checks a condition, such as that of a validation rule.
     *
     * @throws PlatformException as {@link #compile} does
     */
    public static Expression condition(String text, FieldNames fields) {
        return compile(text, FieldType.BOOLEAN, 0, fields).expression();
    }

    private static Expression typed(Expression checked, FieldType type, int scale) {
        ValueType wanted = ValueType.of(type.kind())
                .filter(ValueType::isSimple)
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.NOT_SUPPORTED,
                        "A formula yields a number, text, date, date-time or boolean.",
                        Map.of("expected_data_type", type.apiName())));
        if (wanted == ValueType.DATETIME && checked.type() == ValueType.DATE) {
            return Checker.startOfDay(checked);
        }
        if (checked.type() != wanted) {
            throw new PlatformException(
                    ErrorCode.INVALID_QUERY,
                    "The formula yields a " + checked.type().label() + " and its field returns a " + wanted.label()
                            + "; change one of the two.",
                    Map.of("line", 1, "column", 1, "expected_data_type", type.apiName()));
        }
        return wanted == ValueType.NUMBER
                ? new Expression.Call(
                        FormulaFunction.ROUND, List.of(checked, Expression.number(scale)), ValueType.NUMBER)
                : checked;
    }

    /** Returns the fields that the value depends on, each once. */
    public SequencedSet<FieldPath> fields() {
        return expression.fields();
    }

    /** Says whether the value changes with time while no field does. */
    public boolean isVolatile() {
        return expression.isVolatile();
    }
}
