package io.atelier.platform.expression;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.expression.internal.CoqlLexer;
import io.atelier.platform.expression.internal.CoqlParser.AggregateContext;
import io.atelier.platform.expression.internal.CoqlParser.ColumnContext;
import io.atelier.platform.expression.internal.CoqlParser.ComparisonContext;
import io.atelier.platform.expression.internal.CoqlParser.ConditionContext;
import io.atelier.platform.expression.internal.CoqlParser.ConjunctionContext;
import io.atelier.platform.expression.internal.CoqlParser.DisjunctionContext;
import io.atelier.platform.expression.internal.CoqlParser.EmptinessContext;
import io.atelier.platform.expression.internal.CoqlParser.GroupContext;
import io.atelier.platform.expression.internal.CoqlParser.LikenessContext;
import io.atelier.platform.expression.internal.CoqlParser.MembershipContext;
import io.atelier.platform.expression.internal.CoqlParser.NegationContext;
import io.atelier.platform.expression.internal.CoqlParser.OperandContext;
import io.atelier.platform.expression.internal.CoqlParser.PathContext;
import io.atelier.platform.expression.internal.CoqlParser.PlainContext;
import io.atelier.platform.expression.internal.CoqlParser.RangeContext;
import io.atelier.platform.expression.internal.CoqlParser.StandaloneQueryContext;
import io.atelier.platform.expression.internal.CoqlParser.ValueContext;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * Reads Zoho's query language: {@code select Last_Name, Account_Name.Industry from Contacts where City = 'Rome' order by
 * Last_Name limit 10}. The limits are {@link CoqlQuery}'s.
 */
public final class CoqlParser {
    private static final int LONGEST_COUNT = 9;

    private int comparisons;

    private CoqlParser() {}

    /** Returns what is written, or fails with {@link ErrorCode#SYNTAX_ERROR} and {@code line}, {@code column}, {@code near}. */
    public static CoqlStatement parse(String text) {
        SourceText.require(text, CoqlQuery.MAX_LENGTH, "A query has");
        CoqlLexer lexer = new CoqlLexer(CharStreams.fromString(text));
        CommonTokenStream tokens = new CommonTokenStream(lexer);
        var parser = new io.atelier.platform.expression.internal.CoqlParser(tokens);
        SourceText.failAtOnce(lexer, parser, CoqlParser::remedy);
        SourceText.requireShallow(
                tokens,
                CoqlQuery.MAX_DEPTH,
                (token, _) -> token.toLowerCase(Locale.ROOT).equals("not"));
        return new CoqlParser().statement(parser.standaloneQuery());
    }

    private static String remedy(String near) {
        return switch (near) {
            case "" -> "The query ends too early; something is missing here, perhaps a closing bracket.";
            case "\"", "'" -> "The text that begins here does not end; close it with the same quote.";
            case "*" -> "All columns cannot be asked for at once; name them.";
            default ->
                "This is not expected here; queries are written select Last_Name from Leads where City = 'Rome'"
                        + " order by Last_Name asc limit 10.";
        };
    }

    private CoqlStatement statement(StandaloneQueryContext tree) {
        require(tree.column(), CoqlQuery.MAX_COLUMNS, "A query has at most 50 columns.");
        require(tree.path(), CoqlQuery.MAX_GROUPS, "A query groups by at most 10 fields.");
        require(tree.ordering(), CoqlQuery.MAX_ORDERS, "A query orders by at most 10 fields.");
        boolean both = tree.second != null;
        if (both && tree.offset != null) {
            throw Position.of(tree.offset).syntaxError("The offset is given twice; leave one of them out.");
        }
        @Nullable Token limit = both ? tree.second : tree.first;
        @Nullable Token offset = both ? tree.first : tree.offset;
        return new CoqlStatement(
                tree.name().getText(),
                tree.column().stream().map(CoqlParser::item).toList(),
                Optional.ofNullable(tree.where).map(this::condition),
                tree.path().stream().map(CoqlParser::name).toList(),
                Optional.ofNullable(tree.having).map(this::condition),
                tree.ordering().stream()
                        .map(o -> new CoqlStatement.Ordering(
                                value(o.value()), o.direction != null && o.direction.getType() == CoqlLexer.DESC))
                        .toList(),
                limit == null
                        ? CoqlQuery.DEFAULT_LIMIT
                        : count(limit, 1, CoqlQuery.MAX_LIMIT, "A query has 1 to 2,000 rows."),
                offset == null
                        ? 0
                        : count(
                                offset,
                                0,
                                CoqlQuery.MAX_OFFSET,
                                "The first 100,000 rows are reached by offset; go on with a condition on the id."));
    }

    private static void require(List<? extends ParserRuleContext> trees, int most, String message) {
        if (trees.size() > most) {
            throw at(trees.get(most)).limit(message, most);
        }
    }

    private static int count(Token token, int least, int most, String message) {
        String text = token.getText();
        if (!text.chars().allMatch(Character::isDigit)) {
            throw Position.of(token).syntaxError("Here a whole number is needed.");
        }
        int count = text.length() > LONGEST_COUNT ? Integer.MAX_VALUE : Integer.parseInt(text);
        if (count < least || count > most) {
            throw Position.of(token).limit(message, most);
        }
        return count;
    }

    private static CoqlStatement.Item item(ColumnContext tree) {
        String name = tree.alias == null ? tree.value().getText() : tree.alias.getText();
        return new CoqlStatement.Item(name, value(tree.value()), at(tree));
    }

    private static Syntax value(ValueContext tree) {
        return switch (tree) {
            case PlainContext plain -> name(plain.path());
            case AggregateContext aggregate -> aggregated(aggregate);
            default -> throw new IllegalStateException("unknown node " + tree.getClass());
        };
    }

    private static Syntax aggregated(AggregateContext tree) {
        Aggregate aggregate = Aggregate.valueOf(tree.function.getText().toUpperCase(Locale.ROOT));
        return new Syntax.Aggregated(aggregate, Optional.ofNullable(tree.path()).map(CoqlParser::name), at(tree));
    }

    private static Syntax.Name name(PathContext tree) {
        return new Syntax.Name(tree.getText(), at(tree));
    }

    private Syntax condition(ConditionContext tree) {
        return switch (tree) {
            case GroupContext group -> condition(group.condition());
            case NegationContext not -> new Syntax.Not(condition(not.condition()), at(not));
            case ConjunctionContext and -> new Syntax.All(spine(and, ConjunctionContext.class), at(and));
            case DisjunctionContext or -> new Syntax.Any(spine(or, DisjunctionContext.class), at(or));
            case ComparisonContext test ->
                test(test.value(), FormulaReader.comparison(test.op), List.of(test.operand()), test.op);
            case EmptinessContext test ->
                test(
                        test.value(),
                        test.NOT() == null ? Operator.IS_EMPTY : Operator.IS_NOT_EMPTY,
                        List.of(),
                        test.IS().getSymbol());
            case MembershipContext test ->
                test(
                        test.value(),
                        test.NOT() == null ? Operator.IN : Operator.NOT_IN,
                        test.operand(),
                        test.IN().getSymbol());
            case RangeContext test ->
                test(
                        test.value(),
                        test.NOT() == null ? Operator.BETWEEN : Operator.NOT_BETWEEN,
                        test.operand(),
                        test.BETWEEN().getSymbol());
            case LikenessContext test ->
                test(
                        test.value(),
                        test.NOT() == null ? Operator.LIKE : Operator.NOT_LIKE,
                        List.of(test.operand()),
                        test.LIKE().getSymbol());
            default -> throw new IllegalStateException("unknown node " + tree.getClass());
        };
    }

    /** A long conjunction leans to the left as deep as it is long; it is taken apart in a loop. */
    private <T extends ConditionContext> List<Syntax> spine(T tree, Class<T> kind) {
        List<ConditionContext> parts = new ArrayList<>();
        ConditionContext here = tree;
        while (kind.isInstance(here)) {
            List<ConditionContext> sides = here.getRuleContexts(ConditionContext.class);
            parts.add(sides.get(1));
            here = sides.getFirst();
        }
        parts.add(here);
        return parts.reversed().stream().map(this::condition).toList();
    }

    private Syntax test(ValueContext subject, Operator operator, List<OperandContext> operands, Token at) {
        if (++comparisons > CoqlQuery.MAX_COMPARISONS) {
            throw Position.of(at).limit("A query has at most 50 comparisons.", CoqlQuery.MAX_COMPARISONS);
        }
        if (!operator.takes(operands.size())) {
            throw Position.of(at).limit("At most 100 values stand behind IN.", 100);
        }
        return new Syntax.Test(
                value(subject),
                operator,
                operands.stream().map(CoqlParser::operand).toList(),
                Position.of(at));
    }

    private static Syntax operand(OperandContext tree) {
        Position at = at(tree);
        Token first = tree.getStart();
        return switch (first.getType()) {
            case CoqlLexer.STRING -> new Syntax.Text(SourceText.unquoted(first.getText()), at);
            case CoqlLexer.TRUE -> new Syntax.Bool(true, at);
            case CoqlLexer.FALSE -> new Syntax.Bool(false, at);
            case CoqlLexer.REFERENCE -> special(first);
            default -> {
                if (tree.NUMBER() == null) {
                    yield value(tree.value());
                }
                BigDecimal number = FormulaReader.number(tree.NUMBER().getSymbol());
                boolean negative = tree.getChildCount() > 1;
                yield new Syntax.Number(negative ? number.negate() : number, at);
            }
        };
    }

    private static Syntax special(Token token) {
        String text = token.getText();
        String inside = text.substring(2, text.length() - 1);
        Operand operand = Operand.special(inside)
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.INVALID_QUERY,
                        "There is no such value; use ${TODAY}, ${LASTNDAYS:7} or ${CURRENTUSER}.",
                        Map.of("line", token.getLine(), "column", token.getCharPositionInLine() + 1)));
        return operand instanceof Operand.Field(String path)
                ? new Syntax.Name(path, Position.of(token))
                : new Syntax.Special(inside, Position.of(token));
    }

    private static Position at(ParserRuleContext tree) {
        return Position.of(tree.getStart());
    }
}
