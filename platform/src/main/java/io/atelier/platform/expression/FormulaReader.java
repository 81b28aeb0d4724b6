package io.atelier.platform.expression;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.expression.internal.FormulaLexer;
import io.atelier.platform.expression.internal.FormulaParser;
import io.atelier.platform.expression.internal.FormulaParser.CallContext;
import io.atelier.platform.expression.internal.FormulaParser.ComparisonContext;
import io.atelier.platform.expression.internal.FormulaParser.ConjunctionContext;
import io.atelier.platform.expression.internal.FormulaParser.DisjunctionContext;
import io.atelier.platform.expression.internal.FormulaParser.ExpressionContext;
import io.atelier.platform.expression.internal.FormulaParser.FieldContext;
import io.atelier.platform.expression.internal.FormulaParser.NestedContext;
import io.atelier.platform.expression.internal.FormulaParser.NumberContext;
import io.atelier.platform.expression.internal.FormulaParser.PowerContext;
import io.atelier.platform.expression.internal.FormulaParser.PrefixContext;
import io.atelier.platform.expression.internal.FormulaParser.ProductContext;
import io.atelier.platform.expression.internal.FormulaParser.SumContext;
import io.atelier.platform.expression.internal.FormulaParser.TextContext;
import io.atelier.platform.expression.internal.FormulaParser.WordContext;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Reads the text of a formula into a tree that says what is written, and where. */
final class FormulaReader {
    private FormulaReader() {}

    /** Fails with {@link ErrorCode#SYNTAX_ERROR} or {@link ErrorCode#LIMIT_EXCEEDED} and the place. */
    static Syntax read(String text) {
        SourceText.require(text, Formula.MAX_LENGTH, "A formula has");
        FormulaLexer lexer = new FormulaLexer(CharStreams.fromString(text));
        CommonTokenStream tokens = new CommonTokenStream(lexer);
        FormulaParser parser = new FormulaParser(tokens);
        SourceText.failAtOnce(lexer, parser, FormulaReader::remedy);
        SourceText.requireShallow(
                tokens,
                Expression.MAX_DEPTH,
                (token, afterOperand) -> token.equals("^") || !afterOperand && "-+!".contains(token));
        return syntax(parser.standaloneFormula().expression());
    }

    private static String remedy(String near) {
        return switch (near) {
            case "" -> "The formula ends too early; something is missing here, perhaps a closing bracket.";
            case "\"", "'" -> "The text that begins here does not end; close it with the same quote.";
            case "$" -> "A field is written ${Annual_Revenue}.";
            default -> "This is not expected here; formulas are written like Round(${Amount} * 0.19, 2).";
        };
    }

    private static Syntax syntax(ExpressionContext tree) {
        return switch (tree) {
            case NumberContext number ->
                new Syntax.Number(number(number.NUMBER().getSymbol()), at(number));
            case TextContext text -> new Syntax.Text(SourceText.unquoted(text.getText()), at(text));
            case FieldContext field -> {
                String reference = field.getText();
                yield new Syntax.Name(
                        reference.substring(2, reference.length() - 1).strip(), at(field));
            }
            case CallContext call -> new Syntax.Call(call.IDENTIFIER().getText(), all(call.expression()), at(call));
            case WordContext word -> word(word);
            case NestedContext nested -> syntax(nested.expression());
            case PowerContext power ->
                new Syntax.Call("Power", all(power.expression()), Position.of((Token)
                        power.getChild(1).getPayload()));
            case PrefixContext prefix -> prefix(prefix);
            case ProductContext product -> chain(product, ProductContext.class);
            case SumContext sum -> chain(sum, SumContext.class);
            case ComparisonContext comparison -> {
                if (comparison.expression(0) instanceof ComparisonContext) {
                    throw Position.of(comparison.op)
                            .syntaxError("Comparisons stand alone; join two of them by &&, or put one in brackets.");
                }
                Syntax left = syntax(comparison.expression(0));
                Syntax right = syntax(comparison.expression(1));
                yield new Syntax.Test(left, comparison(comparison.op), List.of(right), Position.of(comparison.op));
            }
            case ConjunctionContext and -> new Syntax.All(all(spine(and, ConjunctionContext.class)), at(and));
            case DisjunctionContext or -> new Syntax.Any(all(spine(or, DisjunctionContext.class)), at(or));
            default -> throw new IllegalStateException("unknown node " + tree.getClass());
        };
    }

    private static List<Syntax> all(List<ExpressionContext> trees) {
        return trees.stream().map(FormulaReader::syntax).toList();
    }

    private static Syntax word(WordContext word) {
        return switch (word.getText().toLowerCase(Locale.ROOT)) {
            case "true" -> new Syntax.Bool(true, at(word));
            case "false" -> new Syntax.Bool(false, at(word));
            default ->
                throw at(word).syntaxError("A word alone means nothing; a field is written ${Name}, a text in quotes,"
                        + " and a function is followed by brackets.");
        };
    }

    private static Syntax prefix(PrefixContext prefix) {
        Syntax operand = syntax(prefix.expression());
        Position at = Position.of(prefix.op);
        return switch (prefix.op.getText()) {
            case "-" -> new Syntax.Negative(operand, at);
            case "!" -> new Syntax.Not(operand, at);
            default -> operand;
        };
    }

    /** A long sum leans to the left as deep as it is long; it is taken apart in a loop. */
    private static <T extends ExpressionContext> List<ExpressionContext> spine(T tree, Class<T> kind) {
        List<ExpressionContext> operands = new ArrayList<>();
        ExpressionContext here = tree;
        while (kind.isInstance(here)) {
            List<ExpressionContext> sides = here.getRuleContexts(ExpressionContext.class);
            operands.add(sides.get(1));
            here = sides.getFirst();
        }
        operands.add(here);
        return operands.reversed();
    }

    private static <T extends ExpressionContext> Syntax chain(T tree, Class<T> kind) {
        List<ArithmeticOperator> operators = new ArrayList<>();
        List<Position> places = new ArrayList<>();
        ExpressionContext here = tree;
        while (kind.isInstance(here)) {
            Token operator = (Token) here.getChild(1).getPayload();
            operators.add(ArithmeticOperator.of(operator.getText()).orElseThrow());
            places.add(Position.of(operator));
            here = here.getRuleContext(ExpressionContext.class, 0);
        }
        return new Syntax.Chain(
                all(spine(tree, kind)), List.copyOf(operators.reversed()), List.copyOf(places.reversed()));
    }

    static BigDecimal number(Token token) {
        BigDecimal number = new BigDecimal(token.getText());
        if (number.scale() > Decimals.SCALE || number.precision() - number.scale() > Decimals.WHOLE_DIGITS) {
            throw Position.of(token)
                    .limit("Numbers have at most 30 digits before the point and 18 behind it.", Decimals.WHOLE_DIGITS);
        }
        return number;
    }

    static Operator comparison(Token operator) {
        return switch (operator.getText()) {
            case "=", "==" -> Operator.EQUALS;
            case "!=", "<>" -> Operator.NOT_EQUAL;
            case "<" -> Operator.LESS_THAN;
            case "<=" -> Operator.LESS_EQUAL;
            case ">" -> Operator.GREATER_THAN;
            case ">=" -> Operator.GREATER_EQUAL;
            default -> throw new IllegalStateException("unknown comparison " + operator.getText());
        };
    }

    private static Position at(ParserRuleContext tree) {
        return Position.of(tree.getStart());
    }
}
