package io.atelier.templates;

import io.atelier.templates.TemplateExpression.Calculate;
import io.atelier.templates.TemplateExpression.Call;
import io.atelier.templates.TemplateExpression.Compare;
import io.atelier.templates.TemplateExpression.Comparison;
import io.atelier.templates.TemplateExpression.Constant;
import io.atelier.templates.TemplateExpression.Interpolated;
import io.atelier.templates.TemplateExpression.ListOf;
import io.atelier.templates.TemplateExpression.Logic;
import io.atelier.templates.TemplateExpression.MapOf;
import io.atelier.templates.TemplateExpression.Minus;
import io.atelier.templates.TemplateExpression.Not;
import io.atelier.templates.TemplateExpression.Operator;
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
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.velocity.runtime.parser.Parser;
import org.apache.velocity.runtime.parser.Token;
import org.apache.velocity.runtime.parser.node.ASTAddNode;
import org.apache.velocity.runtime.parser.node.ASTAndNode;
import org.apache.velocity.runtime.parser.node.ASTBlock;
import org.apache.velocity.runtime.parser.node.ASTComment;
import org.apache.velocity.runtime.parser.node.ASTDirective;
import org.apache.velocity.runtime.parser.node.ASTDivNode;
import org.apache.velocity.runtime.parser.node.ASTEQNode;
import org.apache.velocity.runtime.parser.node.ASTElseIfStatement;
import org.apache.velocity.runtime.parser.node.ASTElseStatement;
import org.apache.velocity.runtime.parser.node.ASTEscape;
import org.apache.velocity.runtime.parser.node.ASTEscapedDirective;
import org.apache.velocity.runtime.parser.node.ASTExpression;
import org.apache.velocity.runtime.parser.node.ASTFalse;
import org.apache.velocity.runtime.parser.node.ASTFloatingPointLiteral;
import org.apache.velocity.runtime.parser.node.ASTGENode;
import org.apache.velocity.runtime.parser.node.ASTGTNode;
import org.apache.velocity.runtime.parser.node.ASTIdentifier;
import org.apache.velocity.runtime.parser.node.ASTIfStatement;
import org.apache.velocity.runtime.parser.node.ASTIndex;
import org.apache.velocity.runtime.parser.node.ASTIntegerLiteral;
import org.apache.velocity.runtime.parser.node.ASTIntegerRange;
import org.apache.velocity.runtime.parser.node.ASTLENode;
import org.apache.velocity.runtime.parser.node.ASTLTNode;
import org.apache.velocity.runtime.parser.node.ASTMap;
import org.apache.velocity.runtime.parser.node.ASTMethod;
import org.apache.velocity.runtime.parser.node.ASTModNode;
import org.apache.velocity.runtime.parser.node.ASTMulNode;
import org.apache.velocity.runtime.parser.node.ASTNENode;
import org.apache.velocity.runtime.parser.node.ASTNegateNode;
import org.apache.velocity.runtime.parser.node.ASTNotNode;
import org.apache.velocity.runtime.parser.node.ASTObjectArray;
import org.apache.velocity.runtime.parser.node.ASTOrNode;
import org.apache.velocity.runtime.parser.node.ASTReference;
import org.apache.velocity.runtime.parser.node.ASTSetDirective;
import org.apache.velocity.runtime.parser.node.ASTStringLiteral;
import org.apache.velocity.runtime.parser.node.ASTSubtractNode;
import org.apache.velocity.runtime.parser.node.ASTText;
import org.apache.velocity.runtime.parser.node.ASTTextblock;
import org.apache.velocity.runtime.parser.node.ASTTrue;
import org.apache.velocity.runtime.parser.node.Node;
import org.apache.velocity.runtime.parser.node.NodeUtils;
import org.apache.velocity.runtime.parser.node.SimpleNode;
import org.jspecify.annotations.Nullable;

/**
 * Turns Velocity's syntax tree into ours and refuses whatever has no place in ours.
 *
 * <p>Velocity's nodes are read as bare syntax: they are never initialised and never rendered, so nothing of Velocity's
 * reflection, resource loading or macro machinery can run, whatever the template says.
 */
final class TemplateParser {

    private static final Set<String> FORBIDDEN_DIRECTIVES =
            Set.of("include", "parse", "evaluate", "macro", "define", "stop", "break");
    private static final Set<String> RESERVED = Set.of(TemplateEngine.FORMAT, TemplateEngine.LOOP);
    private static final int LONGEST_NUMBER = 40;
    private static final int MOST_BACKSLASHES = 10_000;
    private static final String TOO_MANY_IN_A_ROW = "\\".repeat(101);

    private final Parser parser;
    private final TemplateLimits limits;
    private final TemplateBudget budget;
    private final @Nullable Position literalPosition;
    private int depth;

    private TemplateParser(
            Parser parser,
            TemplateLimits limits,
            TemplateBudget budget,
            @Nullable Position literalPosition,
            int depth) {
        this.parser = parser;
        this.limits = limits;
        this.budget = budget;
        this.literalPosition = literalPosition;
        this.depth = depth;
    }

    static List<TemplateNode> parse(String text, TemplateLimits limits, TemplateBudget budget) {
        if (text.length() > limits.sourceCharacters()) {
            throw Position.WHOLE.limit(
                    "The template is longer than %d characters".formatted(limits.sourceCharacters()));
        }
        try {
            return new TemplateParser(VelocitySyntax.newParser(), limits, budget, null, 0).parse(text);
        } catch (StackOverflowError e) {
            throw Position.WHOLE.limit("The template is nested too deeply");
        }
    }

    private List<TemplateNode> parse(String text) {
        Position position = literalPosition == null ? Position.WHOLE : literalPosition;
        // Velocity's parser needs time with the square of the backslashes, in a row and in all.
        if (text.contains(TOO_MANY_IN_A_ROW)) {
            throw position.limit("More than %d backslashes in a row".formatted(TOO_MANY_IN_A_ROW.length() - 1));
        }
        if (text.chars().filter(c -> c == '\\').count() > MOST_BACKSLASHES) {
            throw position.limit("More than %d backslashes".formatted(MOST_BACKSLASHES));
        }
        return children(VelocitySyntax.parse(parser, text, position));
    }

    private List<TemplateNode> children(Node parent) {
        List<TemplateNode> result = new ArrayList<>();
        enter(parent);
        for (int i = 0; i < parent.jjtGetNumChildren(); i++) {
            node(parent.jjtGetChild(i), result);
        }
        depth--;
        return result;
    }

    private void node(Node node, List<TemplateNode> out) {
        switch (node) {
            case ASTText text -> write(literal(text), out);
            case ASTTextblock block -> {
                String image = block.getFirstToken().image;
                write(image.substring(3, image.length() - 3), out);
            }
            case ASTComment comment -> {
                String image = comment.getFirstToken().image;
                int start = firstOf(image.indexOf("##"), image.indexOf("#*"));
                write(start < 0 ? "" : image.substring(0, start), out);
            }
            case ASTEscape escape -> write(escape.val, out);
            case ASTEscapedDirective escaped -> write(escaped.getFirstToken().image, out);
            case ASTReference reference -> reference(reference, out);
            case ASTSetDirective set -> {
                String before = beforeHash(set);
                write(before.isEmpty() ? "" : set.getPrefix() + before, out);
                out.add(assign(set));
                write(before.isEmpty() ? "" : set.getPostfix(), out);
            }
            case ASTIfStatement choice -> {
                String before = beforeHash(choice);
                write(before.isEmpty() ? "" : choice.getPrefix() + before, out);
                out.add(choose(choice));
                write(before.isEmpty() ? "" : choice.getPostfix(), out);
            }
            case ASTDirective directive -> directive(directive, out);
            default -> throw position(node).forbidden("This cannot be used in a template: " + excerpt(node));
        }
    }

    private void directive(ASTDirective directive, List<TemplateNode> out) {
        String name = directive.getDirectiveName();
        if (name.equals("foreach")) {
            String before = beforeHash(directive);
            write(before.isEmpty() ? "" : directive.getPrefix() + before, out);
            out.add(repeat(directive));
            write(before.isEmpty() ? "" : directive.getPostfix(), out);
            return;
        }
        if (FORBIDDEN_DIRECTIVES.contains(name) || name.startsWith("@")) {
            throw position(directive).forbidden("#" + name + " cannot be used in a template");
        }
        if (directive.jjtGetNumChildren() > 0) {
            out.add(new Warn("#" + name, "There is no such directive; it is taken as text", position(directive)));
        }
        write(literal(directive), out);
    }

    private Assign assign(ASTSetDirective set) {
        Position position = position(set);
        if (!(set.jjtGetChild(0) instanceof ASTReference target)
                || target.jjtGetNumChildren() > 0
                || !target.getFirstToken().image.startsWith("$")) {
            throw position.forbidden("#set can only set a variable of the template");
        }
        return new Assign(assignable(target), expression(set.jjtGetChild(1)), position);
    }

    private Choose choose(ASTIfStatement choice) {
        List<Branch> branches = new ArrayList<>();
        List<TemplateNode> otherwise = List.of();
        branches.add(new Branch(expression(choice.jjtGetChild(0)), block(choice.jjtGetChild(1))));
        for (int i = 2; i < choice.jjtGetNumChildren(); i++) {
            switch (choice.jjtGetChild(i)) {
                case ASTElseIfStatement next ->
                    branches.add(new Branch(expression(next.jjtGetChild(0)), block(next.jjtGetChild(1))));
                case ASTElseStatement last -> otherwise = block(last.jjtGetChild(0));
                default -> throw position(choice).syntax("#if cannot be understood");
            }
        }
        return new Choose(branches, otherwise);
    }

    private Repeat repeat(ASTDirective loop) {
        Position position = position(loop);
        int count = loop.jjtGetNumChildren();
        if (count < 4
                || !(loop.jjtGetChild(0) instanceof ASTReference variable)
                || variable.jjtGetNumChildren() > 0
                || !loop.jjtGetChild(1).getFirstToken().image.equals("in")
                || !(loop.jjtGetChild(3) instanceof ASTBlock body)) {
            throw position.syntax("Write a loop as #foreach($one in $many) ... #end");
        }
        List<TemplateNode> otherwise = count > 4 ? block(loop.jjtGetChild(4)) : List.of();
        return new Repeat(assignable(variable), expression(loop.jjtGetChild(2)), block(body), otherwise, position);
    }

    private List<TemplateNode> block(Node node) {
        List<TemplateNode> result = children(node);
        if (node instanceof ASTBlock block) {
            String beforeEnd = beforeClosingHash(block);
            write(beforeEnd.isEmpty() ? "" : block.getPostfix() + beforeEnd, result);
        }
        return result;
    }

    private String assignable(ASTReference target) {
        String name = root(target.getFirstToken());
        if (RESERVED.contains(name)) {
            throw position(target).forbidden("$" + name + " cannot be set");
        }
        return name;
    }

    private void reference(ASTReference reference, List<TemplateNode> out) {
        Token first = reference.getFirstToken();
        String image = first.image;
        int backslashes = 0;
        while (backslashes < image.length() && image.charAt(backslashes) == '\\') {
            backslashes++;
        }
        int dollar = image.lastIndexOf('$');
        if (dollar < 0 || image.contains("\\!")) {
            write(literal(reference), out);
            return;
        }
        write("\\".repeat(backslashes / 2), out);
        if (backslashes % 2 == 1) {
            write(literal(reference).substring(backslashes), out);
            return;
        }
        write(image.substring(backslashes, dollar), out);
        out.add(new Print(expression(reference)));
    }

    private TemplateExpression expression(Node node) {
        enter(node);
        TemplateExpression result = switch (node) {
            case ASTExpression wrapper when wrapper.jjtGetNumChildren() == 1 -> expression(wrapper.jjtGetChild(0));
            case ASTReference reference -> value(reference);
            case ASTStringLiteral text -> text(text);
            case ASTIntegerLiteral number -> number(number);
            case ASTFloatingPointLiteral number -> number(number);
            case ASTTrue yes -> new Constant(true);
            case ASTFalse no -> new Constant(false);
            case ASTNotNode not -> new Not(expression(not.jjtGetChild(0)));
            case ASTNegateNode minus -> new Minus(expression(minus.jjtGetChild(0)), position(minus));
            case ASTAndNode and -> new Logic(true, left(and), right(and));
            case ASTOrNode or -> new Logic(false, left(or), right(or));
            case ASTNENode compare -> compare(Comparison.NOT_EQUAL, compare);
            case ASTEQNode compare -> compare(Comparison.EQUAL, compare);
            case ASTLTNode compare -> compare(Comparison.LESS, compare);
            case ASTLENode compare -> compare(Comparison.LESS_OR_EQUAL, compare);
            case ASTGTNode compare -> compare(Comparison.GREATER, compare);
            case ASTGENode compare -> compare(Comparison.GREATER_OR_EQUAL, compare);
            case ASTAddNode sum -> calculate(Operator.ADD, sum);
            case ASTSubtractNode difference -> calculate(Operator.SUBTRACT, difference);
            case ASTMulNode product -> calculate(Operator.MULTIPLY, product);
            case ASTDivNode quotient -> calculate(Operator.DIVIDE, quotient);
            case ASTModNode remainder -> calculate(Operator.REMAINDER, remainder);
            case ASTObjectArray list -> new ListOf(expressions(list, 0), position(list));
            case ASTMap map -> new MapOf(expressions(map, 0), position(map));
            case ASTIntegerRange range -> new Range(left(range), right(range), position(range));
            default -> throw position(node).forbidden("This cannot be used in a template: " + excerpt(node));
        };
        depth--;
        return result;
    }

    private TemplateExpression value(ASTReference reference) {
        Token first = reference.getFirstToken();
        String name = root(first);
        int count = reference.jjtGetNumChildren();
        TemplateExpression fallback = null;
        if (count > 0 && reference.jjtGetChild(count - 1) instanceof ASTExpression alternative) {
            fallback = expression(alternative);
            count--;
        }
        if (name.equals(TemplateEngine.FORMAT)) {
            if (count == 1 && fallback == null && reference.jjtGetChild(0) instanceof ASTMethod method) {
                return call(method);
            }
            throw position(reference).forbidden("$format is used as $format.name(...), with nothing after it");
        }
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            switch (reference.jjtGetChild(i)) {
                case ASTIdentifier identifier -> steps.add(new Step.Name(identifier.getFirstToken().image));
                case ASTIndex index -> steps.add(new Step.Index(expression(index.jjtGetChild(0))));
                default ->
                    throw position(reference)
                            .forbidden("Nothing can be called in a template but $format: " + excerpt(reference));
            }
        }
        boolean quiet = first.image.contains("$!");
        return new Reference(name, steps, quiet, fallback, excerpt(reference), position(reference));
    }

    private Call call(ASTMethod method) {
        String name = method.getFirstToken().image;
        FormatFunction function = FormatFunction.named(name)
                .orElseThrow(() -> position(method)
                        .forbidden("There is no $format." + excerptOf(name) + "; there is: " + FormatFunction.names()));
        List<TemplateExpression> arguments = expressions(method, 1);
        if (!function.takes(arguments.size())) {
            throw position(method).syntax("$format." + name + " does not take " + arguments.size() + " values");
        }
        return new Call(function, arguments, "$format." + name, position(method));
    }

    private TemplateExpression text(ASTStringLiteral literal) {
        String image = literal.getFirstToken().image;
        char quote = image.charAt(0);
        String content = image.substring(1, image.length() - 1);
        if (quote == '"') {
            content = ASTStringLiteral.unescape(content);
        }
        content = content.replace(String.valueOf(quote).repeat(2), String.valueOf(quote));
        if (quote == '"' && (content.indexOf('$') >= 0 || content.indexOf('#') >= 0)) {
            Position position = position(literal);
            return new Interpolated(
                    new TemplateParser(parser, limits, budget, position, depth).parse(content), position);
        }
        return new Constant(content);
    }

    private TemplateExpression number(Node literal) {
        String image = literal.getFirstToken().image;
        if (image.length() > LONGEST_NUMBER) {
            throw position(literal).limit("A number has more than %d characters".formatted(LONGEST_NUMBER));
        }
        return new Constant(TemplateValues.bounded(new BigDecimal(image), position(literal)));
    }

    private Compare compare(Comparison operator, Node node) {
        return new Compare(operator, left(node), right(node), position(node));
    }

    private Calculate calculate(Operator operator, Node node) {
        return new Calculate(operator, left(node), right(node), position(node));
    }

    private TemplateExpression left(Node node) {
        return expression(node.jjtGetChild(0));
    }

    private TemplateExpression right(Node node) {
        return expression(node.jjtGetChild(1));
    }

    private List<TemplateExpression> expressions(Node node, int from) {
        List<TemplateExpression> result = new ArrayList<>();
        for (int i = from; i < node.jjtGetNumChildren(); i++) {
            result.add(expression(node.jjtGetChild(i)));
        }
        return result;
    }

    private void enter(Node node) {
        budget.step(Position.WHOLE);
        if (++depth > limits.nestingDepth()) {
            throw position(node).limit("More than %d levels are nested".formatted(limits.nestingDepth()));
        }
    }

    private Position position(Node node) {
        if (literalPosition != null) {
            return literalPosition;
        }
        Token token = node.getFirstToken();
        while (token.image.isBlank() && token.next != null && token != node.getLastToken()) {
            token = token.next;
        }
        return new Position(token.beginLine, token.beginColumn);
    }

    /** Reads the name after {@code $}, {@code $!} or <code>${</code>. */
    private static String root(Token first) {
        String image = first.image.substring(first.image.lastIndexOf('$') + 1);
        if (image.startsWith("!")) {
            image = image.substring(1);
        }
        return image.equals("{") ? first.next.image : image;
    }

    /** Reads what stands right before a directive's {@code #}; as {@code $} does in {@code $#if(...)}. */
    private static String beforeHash(SimpleNode node) {
        Token token = node.getFirstToken();
        while (token != null && token.image.lastIndexOf('#') < 0) {
            token = token.next;
        }
        return token == null ? "" : token.image.substring(0, token.image.lastIndexOf('#'));
    }

    /** Reads what stands right before the {@code #} that ends a block; as {@code $} does in {@code 5$#end}. */
    private static String beforeClosingHash(ASTBlock block) {
        Token token = block.getLastToken().next;
        while (token != null && token.image.isBlank()) {
            token = token.next;
        }
        int hash = token == null ? -1 : token.image.lastIndexOf('#');
        return token == null || hash <= 0 ? "" : token.image.substring(0, hash);
    }

    private String literal(Node node) {
        StringBuilder text = new StringBuilder();
        Token token = node.getFirstToken();
        while (token != node.getLastToken()) {
            text.append(NodeUtils.tokenLiteral(parser, token));
            token = token.next;
        }
        return text.append(NodeUtils.tokenLiteral(parser, token)).toString();
    }

    private String excerpt(Node node) {
        return excerptOf(literal(node).strip());
    }

    private static String excerptOf(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }

    private static void write(String text, List<TemplateNode> out) {
        if (!text.isEmpty()) {
            out.add(new Literal(text));
        }
    }

    private static int firstOf(int a, int b) {
        if (a < 0 || b < 0) {
            return Math.max(a, b);
        }
        return Math.min(a, b);
    }
}
