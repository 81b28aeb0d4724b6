package io.atelier.platform.expression;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ValueCodec;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Holds what is written against a module: finds the fields, and the types that make sense. */
final class Checker {
    private final FieldNames fields;
    private final Function<FieldDef, Optional<ValueType>> types;
    private final FunctionChecker functions;

    private Checker(FieldNames fields, Function<FieldDef, Optional<ValueType>> types) {
        this.fields = fields;
        this.types = types;
        this.functions = new FunctionChecker(this);
    }

    /** Makes a checker of what the database evaluates: of stored fields. */
    static Checker ofQueries(FieldNames fields) {
        return new Checker(fields, ValueType::of);
    }

    /** Makes a checker of formulas, which may also stand upon formulas that are figured when they are read. */
    static Checker ofFormulas(FieldNames fields) {
        return new Checker(
                new StraightNames(fields),
                field -> field.type() == FieldType.FORMULA ? ValueType.of(field.kind()) : ValueType.of(field));
    }

    /** What a formula is figured from is looked after in both directions, and an arrow has no way back. */
    private record StraightNames(FieldNames all) implements FieldNames {
        @Override
        public Optional<FieldPath> find(String path) {
            return path.contains(FieldPath.ARROW) ? Optional.empty() : all.find(path);
        }

        @Override
        public Optional<String> mistake(String path) {
            return Optional.of("Formulas do not follow lookups into several modules.")
                    .filter(_ -> all.find(path).isPresent() || all.mistake(path).isPresent());
        }
    }

    /** Returns the typed tree, or fails with {@link ErrorCode#INVALID_QUERY} and the place. */
    Expression check(Syntax syntax) {
        return switch (syntax) {
            case Syntax.Number(BigDecimal number, Position _) ->
                new Expression.Literal(new FieldValue.Number(number), ValueType.NUMBER);
            case Syntax.Text(String text, Position _) ->
                new Expression.Literal(text.isEmpty() ? FieldValue.NULL : new FieldValue.Text(text), ValueType.TEXT);
            case Syntax.Bool(boolean bool, Position _) ->
                new Expression.Literal(new FieldValue.Bool(bool), ValueType.BOOLEAN);
            case Syntax.Name name -> field(name);
            case Syntax.Special special -> special(special);
            case Syntax.Call call -> functions.check(call);
            case Syntax.Negative(Syntax operand, Position at) -> negative(operand, at);
            case Syntax.Chain chain -> chain(chain);
            case Syntax.Test test -> test(test);
            case Syntax.All(List<Syntax> parts, Position _) -> new Expression.All(conditions(parts));
            case Syntax.Any(List<Syntax> parts, Position _) -> new Expression.Any(conditions(parts));
            case Syntax.Not(Syntax part, Position _) -> new Expression.Not(condition(part));
            case Syntax.Aggregated aggregated -> aggregated(aggregated);
        };
    }

    Expression condition(Syntax syntax) {
        return require(check(syntax), ValueType.BOOLEAN, syntax.at());
    }

    private List<Expression> conditions(List<Syntax> parts) {
        return parts.stream().map(this::condition).toList();
    }

    /** Returns the expression as one of the type; a date serves as the date-time with which it begins. */
    static Expression require(Expression expression, ValueType type, Position at) {
        if (expression.type() == type) {
            return expression;
        }
        if (type == ValueType.DATETIME && expression.type() == ValueType.DATE) {
            return startOfDay(expression);
        }
        throw at.invalid(
                "Here a " + type.label() + " is needed, and this is a "
                        + expression.type().label() + ".",
                Map.of("expected_data_type", type.label()));
    }

    static Expression startOfDay(Expression date) {
        return new Expression.Call(FormulaFunction.STARTOFDAY, List.of(date), ValueType.DATETIME);
    }

    private Expression.Field field(Syntax.Name name) {
        FieldPath path = fields.find(name.path())
                .orElseThrow(() -> name.at()
                        .invalid(
                                fields.mistake(name.path()).orElse("There is no such field."),
                                Map.of("column_name", name.path())));
        ValueType type = types.apply(path.field())
                .orElseThrow(() -> name.at()
                        .invalid("Expressions cannot use fields of this type.", Map.of("column_name", name.path())));
        return new Expression.Field(path, type);
    }

    /** A date of the moment is a range of days: only comparisons know what to make of it. */
    private static Expression special(Syntax.Special special) {
        if (special.name().equals(Operand.CURRENT_USER)) {
            return new Expression.FromContext(new ContextTerm.CurrentUser());
        }
        throw special.at().invalid("Relative dates stand beside a comparison with a date only.");
    }

    private Expression negative(Syntax operand, Position at) {
        if (operand instanceof Syntax.Number(BigDecimal number, Position _)) {
            return new Expression.Literal(new FieldValue.Number(number.negate()), ValueType.NUMBER);
        }
        Expression number = require(check(operand), ValueType.NUMBER, at);
        return new Expression.Arithmetic(ArithmeticOperator.MINUS, Expression.number(0), number);
    }

    private Expression chain(Syntax.Chain chain) {
        List<Expression> operands = chain.operands().stream().map(this::check).toList();
        boolean texts = operands.getFirst().type() == ValueType.TEXT
                && chain.operators().stream().allMatch(o -> o == ArithmeticOperator.PLUS);
        if (texts) {
            for (int i = 1; i < operands.size(); i++) {
                requireOperand(operands.get(i), ValueType.TEXT, chain.places().get(i - 1));
            }
            return new Expression.Call(FormulaFunction.CONCAT, operands, ValueType.TEXT);
        }
        Expression sum = operands.getFirst();
        for (int i = 1; i < operands.size(); i++) {
            Position at = chain.places().get(i - 1);
            requireOperand(sum, ValueType.NUMBER, at);
            requireOperand(operands.get(i), ValueType.NUMBER, at);
            sum = new Expression.Arithmetic(chain.operators().get(i - 1), sum, operands.get(i));
        }
        return sum;
    }

    private static void requireOperand(Expression operand, ValueType wanted, Position at) {
        if (operand.type() != wanted) {
            throw at.invalid(
                    operand.type().isTime()
                            ? "Dates are not added up; use Adddate, Subdate or Datebetween."
                            : "This operator takes two numbers, and + also two texts; Tostring makes a text of a value.",
                    Map.of("expected_data_type", wanted.label()));
        }
    }

    private Expression test(Syntax.Test test) {
        Position at = test.at();
        if (test.operands().stream()
                .anyMatch(o ->
                        o instanceof Syntax.Special(String name, Position _) && !name.equals(Operand.CURRENT_USER))) {
            return Comparison.of(
                    check(test.subject()),
                    test.operator(),
                    test.operands().stream().map(this::side).toList(),
                    at::invalid);
        }
        List<Expression> operands =
                new ArrayList<>(test.operands().stream().map(this::check).toList());
        Expression subject = check(test.subject());
        for (int i = 0; i < operands.size(); i++) {
            if (isEmptyText(operands.get(i)) || isEmptyText(subject)) {
                throw at.invalid("Nothing equals an empty text; use Isempty, or IS NULL in a query.");
            }
            if (!test.operator().isPattern()) {
                operands.set(i, coerced(operands.get(i), subject, at));
            }
        }
        if (operands.size() == 1 && !test.operator().isPattern()) {
            subject = coerced(subject, operands.getFirst(), at);
        }
        return Comparison.of(
                subject,
                test.operator(),
                operands.stream().<Comparison.Side>map(Comparison.Value::new).toList(),
                at::invalid);
    }

    private Comparison.Side side(Syntax operand) {
        if (operand instanceof Syntax.Special(String name, Position at) && !name.equals(Operand.CURRENT_USER)) {
            return new Comparison.Days(RelativeDate.find(name)
                    .orElseThrow(() -> at.invalid(
                            "There is no such date; use ${TODAY}, ${THISMONTH}, ${LASTNDAYS:7}" + " and so on.")));
        }
        return new Comparison.Value(check(operand));
    }

    private static boolean isEmptyText(Expression expression) {
        return expression instanceof Expression.Literal(FieldValue value, ValueType type)
                && value.isNull()
                && type == ValueType.TEXT;
    }

    /** A text or number that is written out is read as what it is compared with: {@code '2026-12-31'} as a date. */
    private static Expression coerced(Expression literal, Expression other, Position at) {
        if (!(literal instanceof Expression.Literal(FieldValue value, ValueType type)) || type == other.type()) {
            return literal;
        }
        boolean pointer = other.type() == ValueType.REFERENCE || other.type() == ValueType.USERS;
        boolean readable = type == ValueType.TEXT || type == ValueType.NUMBER && pointer;
        if (!readable || other.type() == ValueType.TEXT || other.type() == ValueType.CHOICES) {
            return literal;
        }
        Optional<FieldValue> read = Literals.read(text(value), other.type());
        return new Expression.Literal(
                read.orElseThrow(() -> at.invalid(
                        Literals.remedy(other.type()),
                        Map.of("expected_data_type", other.type().label()))),
                other.type() == ValueType.USERS ? ValueType.REFERENCE : other.type());
    }

    private Expression aggregated(Syntax.Aggregated aggregated) {
        Optional<Expression> of = aggregated.of().map(this::field);
        ValueType type = of.map(Expression::type).orElse(ValueType.NUMBER);
        return switch (aggregated.aggregate()) {
            case COUNT -> new Expression.Aggregated(Aggregate.COUNT, of, ValueType.NUMBER);
            case SUM, AVG -> {
                if (of.isEmpty() || type != ValueType.NUMBER) {
                    throw aggregated.at().invalid("Only number fields can be summed up.");
                }
                yield new Expression.Aggregated(aggregated.aggregate(), of, type);
            }
            case MIN, MAX -> {
                if (of.isEmpty() || !type.isOrdered()) {
                    throw aggregated.at().invalid("Only numbers, dates and times have a least and a greatest.");
                }
                yield new Expression.Aggregated(aggregated.aggregate(), of, type);
            }
        };
    }

    /** Refuses trees that are too large for either back end. */
    static Expression requireModest(Expression expression) {
        if (expression.depth() > Expression.MAX_DEPTH) {
            throw tooLarge("An expression has at most 100 levels; a long sum has one for each term. Split it.", 100);
        }
        if (expression.size() > Expression.MAX_NODES) {
            throw tooLarge("An expression has at most 1,000 parts. Split it.", Expression.MAX_NODES);
        }
        return expression;
    }

    private static PlatformException tooLarge(String message, int limit) {
        return new PlatformException(ErrorCode.LIMIT_EXCEEDED, message, Map.of("limit", limit));
    }

    /** An id that ends in zeros must not become a power of ten. */
    private static String text(FieldValue value) {
        return value instanceof FieldValue.Number(BigDecimal number)
                ? number.toPlainString()
                : String.valueOf(ValueCodec.toApi(value));
    }
}
