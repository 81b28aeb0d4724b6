package io.atelier.templates;

import io.atelier.templates.TemplateExpression.Calculate;
import io.atelier.templates.TemplateExpression.Call;
import io.atelier.templates.TemplateExpression.Compare;
import io.atelier.templates.TemplateExpression.Constant;
import io.atelier.templates.TemplateExpression.Interpolated;
import io.atelier.templates.TemplateExpression.ListOf;
import io.atelier.templates.TemplateExpression.Logic;
import io.atelier.templates.TemplateExpression.MapOf;
import io.atelier.templates.TemplateExpression.Minus;
import io.atelier.templates.TemplateExpression.Not;
import io.atelier.templates.TemplateExpression.Range;
import io.atelier.templates.TemplateExpression.Reference;
import io.atelier.templates.TemplateExpression.Step;
import io.atelier.templates.TemplateNode.Assign;
import io.atelier.templates.TemplateNode.Branch;
import io.atelier.templates.TemplateNode.Choose;
import io.atelier.templates.TemplateNode.Literal;
import io.atelier.templates.TemplateNode.Print;
import io.atelier.templates.TemplateNode.Repeat;
import io.atelier.templates.TemplateNode.Warn;
import io.atelier.templates.TemplateValues.Markup;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Renders one template once. */
final class TemplateRun {

    private final TemplateBudget budget;
    private final TemplateFormat format;
    private final boolean html;
    private final Map<String, @Nullable Object> model;
    private final Map<String, @Nullable Object> variables = new HashMap<>();
    private final List<TemplateWarning> warnings = new ArrayList<>();

    TemplateRun(TemplateSource source, Map<String, @Nullable Object> model, TemplateBudget budget) {
        this.budget = budget;
        this.format = new TemplateFormat(source);
        this.html = source.kind() == TemplateSource.Kind.HTML;
        this.model = model;
    }

    RenderedTemplate render(List<TemplateNode> nodes) {
        Output output = new Output(html, null);
        run(nodes, output);
        return new RenderedTemplate(output.text.toString(), warnings);
    }

    private void run(List<TemplateNode> nodes, Output output) {
        for (TemplateNode node : nodes) {
            switch (node) {
                case Literal literal -> output.write(literal.text(), Position.WHOLE);
                case Print print -> print(print.value(), output);
                case Assign assign -> variables.put(assign.name(), value(assign.value()));
                case Choose choose -> choose(choose, output);
                case Repeat repeat -> repeat(repeat, output);
                case Warn warn -> warn(warn.reference(), warn.message(), warn.position());
            }
        }
    }

    private void print(TemplateExpression expression, Output output) {
        Object value = value(expression);
        if (value == null) {
            return;
        }
        Position position = positionOf(expression);
        if (output.escapes && value instanceof Markup markup) {
            output.write(markup.html(), position);
            return;
        }
        String text = TemplateValues.scalarText(value);
        if (text == null) {
            text = value instanceof List<?> ? joined(value, position) : null;
        }
        if (text == null) {
            warn(sourceOf(expression), "This is a whole record; name one of its fields", position);
            return;
        }
        output.write(output.escapes ? TemplateValues.escapeHtml(text) : text, position);
    }

    private void choose(Choose choose, Output output) {
        for (Branch branch : choose.branches()) {
            if (holds(branch.condition())) {
                run(branch.body(), output);
                return;
            }
        }
        run(choose.otherwise(), output);
    }

    private void repeat(Repeat repeat, Output output) {
        Object elements = value(repeat.elements());
        Collection<?> many = switch (elements) {
            case List<?> list -> list;
            case Map<?, ?> map -> map.values();
            case null, default -> List.of();
        };
        if (many.isEmpty()) {
            run(repeat.otherwise(), output);
            return;
        }
        Map<String, @Nullable Object> outside = new HashMap<>();
        for (String name : List.of(repeat.variable(), TemplateEngine.LOOP)) {
            if (variables.containsKey(name)) {
                outside.put(name, variables.get(name));
            }
        }
        int index = 0;
        for (Object element : many) {
            budget.iterate(repeat.position());
            variables.put(repeat.variable(), element);
            variables.put(TemplateEngine.LOOP, loop(index, many.size()));
            run(repeat.body(), output);
            index++;
        }
        variables.remove(repeat.variable());
        variables.remove(TemplateEngine.LOOP);
        variables.putAll(outside);
    }

    private static Map<String, Object> loop(int index, int size) {
        return Map.of(
                "index",
                BigDecimal.valueOf(index),
                "count",
                BigDecimal.valueOf(index + 1L),
                "first",
                index == 0,
                "last",
                index == size - 1,
                "hasNext",
                index < size - 1);
    }

    private boolean holds(TemplateExpression condition) {
        return TemplateValues.isTrue(
                switch (condition) {
                    case Reference reference -> quietly(reference);
                    default -> value(condition);
                });
    }

    /** Reads a reference whose absence is an answer, not a mistake. */
    private @Nullable Object quietly(Reference reference) {
        return reference(reference, true);
    }

    private @Nullable Object value(TemplateExpression expression) {
        budget.step(Position.WHOLE);
        return switch (expression) {
            case Constant constant -> constant.value();
            case Reference reference -> reference(reference, reference.quiet());
            case Interpolated text -> interpolate(text);
            case Call call -> call(call);
            case Not not -> !holds(not.operand());
            case Logic logic ->
                logic.and() ? holds(logic.left()) && holds(logic.right()) : holds(logic.left()) || holds(logic.right());
            case Compare compare -> compare(compare);
            case Calculate calculate -> calculate(calculate);
            case Minus minus -> value(minus.operand()) instanceof BigDecimal number ? number.negate() : null;
            case ListOf list -> list(list);
            case MapOf map -> map(map);
            case Range range -> range(range);
        };
    }

    private @Nullable Object reference(Reference reference, boolean quiet) {
        Map<String, @Nullable Object> scope = variables.containsKey(reference.root()) ? variables : model;
        boolean known = scope.containsKey(reference.root());
        Object value = scope.get(reference.root());
        for (Step step : reference.steps()) {
            boolean hadValue = value != null;
            Found found = step(value, step);
            // What is missing on the way was missing already: a record without an account has no account name.
            known = known && (found.known() || !hadValue);
            value = found.value();
        }
        TemplateExpression fallback = reference.fallback();
        if (fallback != null && (value == null || "".equals(value))) {
            return value(fallback);
        }
        if (!known && !quiet) {
            warn(reference.source(), "There is no such field", reference.position());
        }
        return value;
    }

    private Found step(@Nullable Object value, Step step) {
        return switch (step) {
            case Step.Name(String name) -> entry(value, name);
            case Step.Index(TemplateExpression index) ->
                switch (value(index)) {
                    case BigDecimal position when value instanceof List<?> list -> element(list, position);
                    case String name -> entry(value, name);
                    case null, default -> Found.NOTHING;
                };
        };
    }

    private static Found entry(@Nullable Object value, String name) {
        return value instanceof Map<?, ?> map && map.containsKey(name) ? new Found(true, map.get(name)) : Found.NOTHING;
    }

    private static Found element(List<?> list, BigDecimal position) {
        boolean inside = position.signum() >= 0 && position.compareTo(BigDecimal.valueOf(list.size())) < 0;
        return inside ? new Found(true, list.get(position.intValue())) : new Found(true, null);
    }

    private String interpolate(Interpolated text) {
        Output output = new Output(false, text.position());
        run(text.parts(), output);
        return output.text.toString();
    }

    private @Nullable Object call(Call call) {
        List<@Nullable Object> arguments = new ArrayList<>();
        for (TemplateExpression argument : call.arguments()) {
            boolean mayBeMissing = call.function() == FormatFunction.DEFAULT && arguments.isEmpty();
            arguments.add(
                    mayBeMissing && argument instanceof Reference reference ? quietly(reference) : value(argument));
        }
        Object value = arguments.getFirst();
        if (call.function() == FormatFunction.DEFAULT) {
            return value == null || "".equals(value) ? arguments.get(1) : value;
        }
        if (value == null) {
            return call.function() == FormatFunction.COUNT ? BigDecimal.ZERO : null;
        }
        budget.make(lengthOf(value, arguments), call.position());
        Object result = format.apply(call.function(), value, arguments).orElse(null);
        if (result == null) {
            warn(call.source(), "It cannot be used with this value", call.position());
        } else {
            String text = TemplateValues.scalarText(result);
            budget.make(text == null ? 0 : text.length(), call.position());
        }
        return result;
    }

    private static long lengthOf(Object value, List<@Nullable Object> arguments) {
        if (!(value instanceof List<?> list)) {
            String text = TemplateValues.scalarText(value);
            return text == null ? 0 : text.length();
        }
        String separator = TemplateValues.scalarText(arguments.getLast());
        long length = (long) list.size() * (separator == null ? 2 : separator.length());
        for (Object element : list) {
            String text = TemplateValues.scalarText(element);
            length += text == null ? 0 : text.length();
        }
        return length;
    }

    private Object compare(Compare compare) {
        Object left = value(compare.left());
        Object right = value(compare.right());
        return switch (compare.operator()) {
            case EQUAL -> TemplateValues.areEqual(left, right);
            case NOT_EQUAL -> !TemplateValues.areEqual(left, right);
            case LESS -> isOrdered(left, right) && order(left, right) < 0;
            case LESS_OR_EQUAL -> isOrdered(left, right) && order(left, right) <= 0;
            case GREATER -> isOrdered(left, right) && order(left, right) > 0;
            case GREATER_OR_EQUAL -> isOrdered(left, right) && order(left, right) >= 0;
        };
    }

    private static boolean isOrdered(@Nullable Object left, @Nullable Object right) {
        return left != null
                && right != null
                && left.getClass() == right.getClass()
                && (left instanceof BigDecimal
                        || left instanceof String
                        || left instanceof LocalDate
                        || left instanceof Instant);
    }

    private static int order(@Nullable Object left, @Nullable Object right) {
        return switch (left) {
            case BigDecimal a when right instanceof BigDecimal b -> a.compareTo(b);
            case String a when right instanceof String b -> a.compareTo(b);
            case LocalDate a when right instanceof LocalDate b -> a.compareTo(b);
            case Instant a when right instanceof Instant b -> a.compareTo(b);
            case null, default -> throw new IllegalStateException("compared without an order");
        };
    }

    private @Nullable Object calculate(Calculate calculate) {
        Position position = calculate.position();
        Object left = value(calculate.left());
        Object right = value(calculate.right());
        if (left instanceof BigDecimal a && right instanceof BigDecimal b) {
            BigDecimal result = switch (calculate.operator()) {
                case ADD -> a.add(b);
                case SUBTRACT -> a.subtract(b);
                case MULTIPLY -> a.multiply(b);
                case DIVIDE -> b.signum() == 0 ? null : TemplateValues.divide(a, b);
                case REMAINDER -> b.signum() == 0 ? null : a.remainder(b);
            };
            if (result == null) {
                warn("/", "Division by zero", position);
                return null;
            }
            return TemplateValues.bounded(result, position);
        }
        boolean isText = left instanceof String || right instanceof String;
        if (calculate.operator() == TemplateExpression.Operator.ADD && isText) {
            String first = textOf(left, position);
            String second = textOf(right, position);
            budget.make((long) first.length() + second.length(), position);
            return first + second;
        }
        warn(calculate.operator().name(), "One of the two is not a number", position);
        return null;
    }

    private String textOf(@Nullable Object value, Position position) {
        String text = TemplateValues.scalarText(value);
        if (text == null && value instanceof List<?>) {
            return joined(value, position);
        }
        return text == null ? "" : text;
    }

    private String joined(Object list, Position position) {
        List<@Nullable Object> arguments = new ArrayList<>();
        arguments.add(list);
        budget.make(lengthOf(list, arguments), position);
        return format.apply(FormatFunction.JOIN, list, arguments)
                .map(Object::toString)
                .orElse("");
    }

    private List<@Nullable Object> list(ListOf list) {
        budget.makeElements(list.elements().size(), list.position());
        List<@Nullable Object> result = new ArrayList<>();
        for (TemplateExpression element : list.elements()) {
            result.add(value(element));
        }
        return Collections.unmodifiableList(result);
    }

    private Map<String, @Nullable Object> map(MapOf map) {
        budget.makeElements(map.keysAndValues().size(), map.position());
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        for (int i = 0; i + 1 < map.keysAndValues().size(); i += 2) {
            String key = TemplateValues.scalarText(value(map.keysAndValues().get(i)));
            Object value = value(map.keysAndValues().get(i + 1));
            if (key != null) {
                result.put(key, value);
            }
        }
        return Collections.unmodifiableMap(result);
    }

    private @Nullable Object range(Range range) {
        if (!(value(range.first()) instanceof BigDecimal first) || !(value(range.last()) instanceof BigDecimal last)) {
            return null;
        }
        BigDecimal size = last.subtract(first).abs().add(BigDecimal.ONE);
        budget.makeElements(size.min(BigDecimal.valueOf(Integer.MAX_VALUE)).longValue(), range.position());
        List<BigDecimal> result = new ArrayList<>();
        BigDecimal step = last.compareTo(first) < 0 ? BigDecimal.ONE.negate() : BigDecimal.ONE;
        BigDecimal current = first;
        for (int i = 0; i < size.intValue(); i++) {
            result.add(current);
            current = current.add(step);
        }
        return Collections.unmodifiableList(result);
    }

    private void warn(String reference, String message, Position position) {
        if (warnings.size() < RenderedTemplate.MAX_WARNINGS) {
            TemplateWarning warning = new TemplateWarning(reference, message, position.line(), position.column());
            if (!warnings.contains(warning)) {
                warnings.add(warning);
            }
        }
    }

    private static Position positionOf(TemplateExpression expression) {
        return switch (expression) {
            case Reference reference -> reference.position();
            case Call call -> call.position();
            default -> Position.WHOLE;
        };
    }

    private static String sourceOf(TemplateExpression expression) {
        return expression instanceof Reference reference ? reference.source() : "";
    }

    private record Found(boolean known, @Nullable Object value) {
        static final Found NOTHING = new Found(false, null);
    }

    /** Where text goes: the result, or a text inside an expression. */
    private final class Output {

        private final StringBuilder text = new StringBuilder();
        private final boolean escapes;
        private final @Nullable Position expression;

        Output(boolean escapes, @Nullable Position expression) {
            this.escapes = escapes;
            this.expression = expression;
        }

        void write(String more, Position position) {
            if (expression == null) {
                budget.output((long) text.length() + more.length(), position);
            } else {
                budget.make((long) text.length() + more.length(), expression);
            }
            text.append(more);
        }
    }
}
