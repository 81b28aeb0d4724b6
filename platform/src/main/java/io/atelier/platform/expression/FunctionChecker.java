package io.atelier.platform.expression;

import io.atelier.platform.metadata.FieldValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the function of a name and the types of its arguments. */
final class FunctionChecker {
    private final Checker checker;

    FunctionChecker(Checker checker) {
        this.checker = checker;
    }

    Expression check(Syntax.Call call) {
        FormulaCatalog.Entry entry = FormulaCatalog.find(call.function())
                .orElseThrow(() -> call.at().invalid("There is no such function; see the guide on formulas."));
        if (call.arguments().size() < entry.fewest() || call.arguments().size() > entry.most()) {
            throw call.at().invalid("Wrong number of arguments; the function is written " + entry.usage() + ".");
        }
        return switch (entry.key()) {
            case "and" -> new Expression.All(conditions(call));
            case "or" -> new Expression.Any(conditions(call));
            case "not" -> new Expression.Not(conditions(call).getFirst());
            case "if" -> choice(call);
            case "ifempty" -> alike(call, FormulaFunction.IFEMPTY, 0);
            case "isempty", "isnull" -> new Expression.Test(argument(call, 0), Operator.IS_EMPTY, List.of());
            case "contains" -> piece(call, Operator.CONTAINS);
            case "startswith" -> piece(call, Operator.STARTS_WITH);
            case "endswith" -> piece(call, Operator.ENDS_WITH);
            case "max" -> ordered(call, FormulaFunction.MAX);
            case "min" -> ordered(call, FormulaFunction.MIN);
            case "mod" ->
                new Expression.Arithmetic(
                        ArithmeticOperator.MODULO,
                        argument(call, 0, ValueType.NUMBER),
                        argument(call, 1, ValueType.NUMBER));
            case "abs" -> numeric(call, FormulaFunction.ABS);
            case "ceil" -> numeric(call, FormulaFunction.CEIL);
            case "floor" -> numeric(call, FormulaFunction.FLOOR);
            case "round" -> numeric(call, FormulaFunction.ROUND);
            case "sqrt" -> numeric(call, FormulaFunction.SQRT);
            case "power" -> numeric(call, FormulaFunction.POWER);
            case "exp" -> numeric(call, FormulaFunction.EXP);
            case "ln", "naturallog" -> numeric(call, FormulaFunction.LN);
            case "log", "base10log" -> numeric(call, FormulaFunction.LOG);
            case "concat" -> new Expression.Call(FormulaFunction.CONCAT, texts(call), ValueType.TEXT);
            case "tostring" -> text(call, 0);
            case "lower" -> textual(call, FormulaFunction.LOWER);
            case "upper" -> textual(call, FormulaFunction.UPPER);
            case "trim" -> textual(call, FormulaFunction.TRIM);
            case "ltrim" -> textual(call, FormulaFunction.LTRIM);
            case "rtrim" -> textual(call, FormulaFunction.RTRIM);
            case "replace" -> textual(call, FormulaFunction.REPLACE);
            case "len" ->
                new Expression.Call(FormulaFunction.LEN, List.of(argument(call, 0, ValueType.TEXT)), ValueType.NUMBER);
            case "find" ->
                new Expression.Call(
                        FormulaFunction.FIND,
                        arguments(call, ValueType.TEXT, ValueType.TEXT, ValueType.NUMBER),
                        ValueType.NUMBER);
            case "substring" ->
                new Expression.Call(
                        FormulaFunction.SUBSTRING,
                        arguments(call, ValueType.TEXT, ValueType.NUMBER, ValueType.NUMBER),
                        ValueType.TEXT);
            case "now" -> new Expression.FromContext(new ContextTerm.Now());
            case "today" -> new Expression.FromContext(new ContextTerm.Today());
            case "adddate" -> added(call, false);
            case "subdate" -> added(call, true);
            case "datecomp" ->
                new Expression.Call(
                        FormulaFunction.DATECOMP,
                        arguments(call, ValueType.DATETIME, ValueType.DATETIME),
                        ValueType.NUMBER);
            case "datebetween" -> between(call);
            case "newdate" -> newDate(call);
            case "datepart" -> day(argument(call, 0), call);
            case "timepart" -> ofTime(call, FormulaFunction.TIMEPART, ValueType.TEXT);
            case "year" -> ofDay(call, FormulaFunction.YEAR);
            case "monthofyear" -> ofDay(call, FormulaFunction.MONTHOFYEAR);
            case "dayofmonth" -> ofDay(call, FormulaFunction.DAYOFMONTH);
            case "weekday" -> ofDay(call, FormulaFunction.WEEKDAY);
            case "hour" -> ofTime(call, FormulaFunction.HOUR, ValueType.NUMBER);
            case "minute" -> ofTime(call, FormulaFunction.MINUTE, ValueType.NUMBER);
            default -> throw new IllegalStateException("the catalog holds an unknown function " + entry.key());
        };
    }

    private Expression argument(Syntax.Call call, int index) {
        return checker.check(call.arguments().get(index));
    }

    private Expression argument(Syntax.Call call, int index, ValueType type) {
        return Checker.require(
                argument(call, index), type, call.arguments().get(index).at());
    }

    /** Checks as many arguments as there are; those types that remain belong to arguments that may be left out. */
    private List<Expression> arguments(Syntax.Call call, ValueType... types) {
        List<Expression> arguments = new ArrayList<>();
        for (int i = 0; i < call.arguments().size(); i++) {
            arguments.add(argument(call, i, types[i]));
        }
        return arguments;
    }

    private List<Expression> conditions(Syntax.Call call) {
        return call.arguments().stream().map(checker::condition).toList();
    }

    private Expression numeric(Syntax.Call call, FormulaFunction function) {
        return new Expression.Call(function, arguments(call, ValueType.NUMBER, ValueType.NUMBER), ValueType.NUMBER);
    }

    private Expression textual(Syntax.Call call, FormulaFunction function) {
        return new Expression.Call(
                function, arguments(call, ValueType.TEXT, ValueType.TEXT, ValueType.TEXT), ValueType.TEXT);
    }

    private List<Expression> texts(Syntax.Call call) {
        List<Expression> texts = new ArrayList<>();
        for (int i = 0; i < call.arguments().size(); i++) {
            texts.add(text(call, i));
        }
        return texts;
    }

    private Expression text(Syntax.Call call, int index) {
        Expression argument = argument(call, index);
        return switch (argument.type()) {
            case TEXT -> argument;
            case NUMBER, BOOLEAN, DATE, DATETIME, CHOICES ->
                new Expression.Call(FormulaFunction.TOSTRING, List.of(argument), ValueType.TEXT);
            case REFERENCE, ANY_REFERENCE, USERS, FILES ->
                throw call.arguments()
                        .get(index)
                        .at()
                        .invalid("A lookup has no text; name a field of what it points to, like ${Owner.full_name}.");
        };
    }

    private Expression piece(Syntax.Call call, Operator operator) {
        Expression subject = argument(call, 0);
        if (!operator.fits(subject.type())) {
            throw call.arguments().getFirst().at().invalid("Only texts and multiple choices can be searched.");
        }
        return new Expression.Test(subject, operator, List.of(argument(call, 1, ValueType.TEXT)));
    }

    private Expression choice(Syntax.Call call) {
        Expression condition = argument(call, 0, ValueType.BOOLEAN);
        List<Expression> arguments = new ArrayList<>(List.of(condition));
        Expression alternatives = alike(call, FormulaFunction.IF, 1);
        arguments.addAll(alternatives.children());
        return new Expression.Call(FormulaFunction.IF, arguments, alternatives.type());
    }

    /** Checks the arguments from one on, which are of one type; a date serves as a date-time among date-times. */
    private Expression alike(Syntax.Call call, FormulaFunction function, int from) {
        List<Expression> arguments = new ArrayList<>();
        for (int i = from; i < call.arguments().size(); i++) {
            arguments.add(argument(call, i));
        }
        boolean times = arguments.stream().anyMatch(a -> a.type() == ValueType.DATETIME);
        ValueType type = times ? ValueType.DATETIME : arguments.getFirst().type();
        List<Expression> typed = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            typed.add(Checker.require(
                    arguments.get(i), type, call.arguments().get(from + i).at()));
        }
        if (!type.isSimple()) {
            throw call.at()
                    .invalid("Choices and lookups cannot be results; use Tostring, or a field behind the lookup.");
        }
        return new Expression.Call(function, typed, type);
    }

    private Expression ordered(Syntax.Call call, FormulaFunction function) {
        Expression extreme = alike(call, function, 0);
        if (!extreme.type().isOrdered()) {
            throw call.at().invalid("Only numbers, dates and times have a least and a greatest.");
        }
        return extreme;
    }

    private Expression added(Syntax.Call call, boolean backwards) {
        Expression start = argument(call, 0);
        Expression amount = argument(call, 1, ValueType.NUMBER);
        DateUnit unit = unit(call, 2);
        Expression count =
                backwards ? new Expression.Arithmetic(ArithmeticOperator.MINUS, Expression.number(0), amount) : amount;
        if (start.type() != ValueType.DATE && start.type() != ValueType.DATETIME) {
            throw call.arguments().getFirst().at().invalid("Here a date or date-time is needed.");
        }
        Expression from = unit.isCalendar() ? start : Checker.require(start, ValueType.DATETIME, call.at());
        return new Expression.Call(FormulaFunction.ADDDATE, List.of(from, count, literal(unit.name())), from.type());
    }

    private Expression between(Syntax.Call call) {
        DateUnit unit = unit(call, 2);
        Expression from;
        Expression to;
        if (unit.isCalendar()) {
            from = day(argument(call, 0), call);
            to = day(argument(call, 1), call);
        } else {
            from = argument(call, 0, ValueType.DATETIME);
            to = argument(call, 1, ValueType.DATETIME);
        }
        return new Expression.Call(
                FormulaFunction.DATEBETWEEN, List.of(from, to, literal(unit.name())), ValueType.NUMBER);
    }

    private Expression newDate(Syntax.Call call) {
        int count = call.arguments().size();
        List<Expression> arguments = new ArrayList<>();
        for (int i = 0; i < Math.min(count, 5); i++) {
            arguments.add(argument(call, i, ValueType.NUMBER));
        }
        if (count == 3) {
            return new Expression.Call(FormulaFunction.NEWDATE, arguments, ValueType.DATE);
        }
        if (count == 4) {
            throw call.at().invalid("A time has minutes; the function is written Newdate(2026, 12, 31, 23, 59).");
        }
        if (count == 6) {
            String half =
                    written(call, 5).map(text -> text.toUpperCase(Locale.ROOT)).orElse("");
            if (!half.equals("AM") && !half.equals("PM")) {
                throw call.arguments().get(5).at().invalid("Here 'AM' or 'PM' is needed.");
            }
            arguments.add(literal(half));
        }
        return new Expression.Call(FormulaFunction.NEWDATETIME, arguments, ValueType.DATETIME);
    }

    private DateUnit unit(Syntax.Call call, int index) {
        return written(call, index)
                .flatMap(DateUnit::find)
                .orElseThrow(() -> call.arguments()
                        .get(index)
                        .at()
                        .invalid("Here one of 'YEAR', 'MONTH', 'WEEK', 'DAY', 'HOUR' and 'MINUTE' is needed."));
    }

    private static Optional<String> written(Syntax.Call call, int index) {
        return call.arguments().get(index) instanceof Syntax.Text(String text, Position _)
                ? Optional.of(text)
                : Optional.empty();
    }

    private static Expression literal(String text) {
        return new Expression.Literal(new FieldValue.Text(text), ValueType.TEXT);
    }

    private static Expression day(Expression time, Syntax.Call call) {
        return switch (time.type()) {
            case DATE -> time;
            case DATETIME -> new Expression.Call(FormulaFunction.DATEPART, List.of(time), ValueType.DATE);
            case NUMBER, TEXT, BOOLEAN, CHOICES, REFERENCE, ANY_REFERENCE, USERS, FILES ->
                throw call.at().invalid("Here a date or date-time is needed.");
        };
    }

    private Expression ofDay(Syntax.Call call, FormulaFunction function) {
        return new Expression.Call(function, List.of(day(argument(call, 0), call)), ValueType.NUMBER);
    }

    private Expression ofTime(Syntax.Call call, FormulaFunction function, ValueType type) {
        return new Expression.Call(function, List.of(argument(call, 0, ValueType.DATETIME)), type);
    }
}
