package io.atelier.platform.expression;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.expression.internal.CriteriaLexer;
import io.atelier.platform.expression.internal.CriteriaParser.ComparisonContext;
import io.atelier.platform.expression.internal.CriteriaParser.ConjunctionContext;
import io.atelier.platform.expression.internal.CriteriaParser.CriteriaContext;
import io.atelier.platform.expression.internal.CriteriaParser.DisjunctionContext;
import io.atelier.platform.expression.internal.CriteriaParser.LeafContext;
import io.atelier.platform.expression.internal.CriteriaParser.NestedContext;
import io.atelier.platform.expression.internal.CriteriaParser.TextContext;
import io.atelier.platform.expression.internal.CriteriaParser.ValueContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/**
 * Reads criteria in Zoho's text form, {@code ((Last_Name:equals:Ali)and(City:starts_with:Gr))}; a backslash takes the
 * meaning from {@code ( ) : , \ $}. Values that are not literal are written as {@link Operand} says. At most 8,000
 * characters, 25 comparisons, 25 levels.
 */
public final class CriteriaParser {
    public static final int MAX_LENGTH = 8_000;

    private int comparisons;

    private CriteriaParser() {}

    /** Returns the tree, or fails with {@link ErrorCode#INVALID_QUERY} and the column where reading stopped. */
    public static Criteria parse(String text) {
        if (text.isBlank()) {
            return Criteria.everything();
        }
        if (text.length() > MAX_LENGTH) {
            throw limit("Criteria have at most 8,000 characters.", MAX_LENGTH);
        }
        requireShallow(text);
        CriteriaLexer lexer = new CriteriaLexer(CharStreams.fromString(text));
        var parser = new io.atelier.platform.expression.internal.CriteriaParser(new CommonTokenStream(lexer));
        lexer.removeErrorListeners();
        lexer.addErrorListener(new Refusal());
        parser.removeErrorListeners();
        parser.addErrorListener(new Refusal());
        return new CriteriaParser().criteria(parser.standaloneCriteria().criteria());
    }

    /** Before parsing: a recursive parser must not meet ten thousand parentheses. */
    private static void requireShallow(String text) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '(' && ++depth > Criteria.MAX_DEPTH) {
                throw limit("Criteria nest at most 25 levels deep.", Criteria.MAX_DEPTH);
            } else if (c == ')') {
                depth--;
            }
        }
    }

    private Criteria criteria(CriteriaContext tree) {
        return switch (tree) {
            case LeafContext leaf -> comparison(leaf.comparison());
            case NestedContext nested -> criteria(nested.criteria());
            case ConjunctionContext and -> new Criteria.All(all(and.criteria()));
            case DisjunctionContext or -> new Criteria.Any(all(or.criteria()));
            default -> throw new IllegalStateException("unknown node " + tree.getClass());
        };
    }

    private List<Criteria> all(List<CriteriaContext> parts) {
        return parts.stream().map(this::criteria).toList();
    }

    private Criteria comparison(ComparisonContext tree) {
        if (++comparisons > Criteria.MAX_COMPARISONS) {
            throw limit("Criteria have at most 25 comparisons.", Criteria.MAX_COMPARISONS);
        }
        String name = text(tree.text(1)).strip().toLowerCase(Locale.ROOT);
        Operator operator = Operator.of(name)
                .orElseThrow(() -> invalid(
                        "There is no such operator; use equals, contains, starts_with, greater_than, in, between and so on.",
                        tree.text(1).getStart().getCharPositionInLine()));
        List<Operand> values =
                tree.value().stream().map(CriteriaParser::operand).toList();
        if (!operator.takes(values.size())) {
            throw invalid(
                    "The operator " + name + " does not take " + values.size() + " values.",
                    tree.getStart().getCharPositionInLine());
        }
        return new Criteria.Compare(text(tree.text(0)).strip(), operator, values);
    }

    private static Operand operand(ValueContext tree) {
        TextContext text = tree.text();
        TerminalNode reference = text.getChildCount() == 1 ? text.REFERENCE(0) : null;
        if (reference == null) {
            return Operand.literal(text(text));
        }
        String written = reference.getText();
        return Operand.special(written.substring(2, written.length() - 1))
                .orElseThrow(() -> invalid(
                        "There is no such value; use ${TODAY}, ${LASTNDAYS:7}, ${CURRENTUSER} or ${field:City}, or write"
                                + " \\${ for a text that begins so.",
                        reference.getSymbol().getCharPositionInLine()));
    }

    private static String text(TextContext tree) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < tree.getChildCount(); i++) {
            ParseTree chunk = tree.getChild(i);
            String piece = chunk.getText();
            text.append(piece.length() == 2 && piece.charAt(0) == '\\' ? piece.substring(1) : piece);
        }
        return text.toString();
    }

    private static PlatformException limit(String message, int limit) {
        return new PlatformException(ErrorCode.LIMIT_EXCEEDED, message, Map.of("limit", limit));
    }

    private static PlatformException invalid(String message, int column) {
        return new PlatformException(ErrorCode.INVALID_QUERY, message, Map.of("column", column + 1));
    }

    private static final class Refusal extends BaseErrorListener {
        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                @Nullable Object symbol,
                int line,
                int column,
                String message,
                @Nullable RecognitionException cause) {
            throw invalid("The criteria cannot be read here; they are written ((Field:operator:value)and(…)).", column);
        }
    }
}
