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
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Renders templates that users write, in the language of Velocity: references, {@code #set}, {@code #if} and
 * {@code #foreach}.
 *
 * <p>A template sees plain data and can call nothing but {@code $format} ({@link FormatFunction}). Velocity only parses;
 * the tree is then run by our own evaluator, which has no way to reach a Java object, a file or another template. Values
 * are never parsed.
 *
 * <p>In HTML every value is escaped when it is printed. Rich text is printed with {@code $format.raw($x)}, which cleans
 * it first.
 */
public final class TemplateEngine {

    /** The name of the helper that templates call. */
    static final String FORMAT = "format";

    /** The name under which a loop tells its progress: index, count, first, last, hasNext. */
    static final String LOOP = "foreach";

    /**
     * Renders a template.
     *
     * @param model text, numbers, truth values, {@code LocalDate}, {@code Instant}, maps with text keys, lists, nulls
     * @throws TemplateException if the template is wrong, forbidden or too costly
     * @throws IllegalArgumentException if the model holds anything else
     */
    public RenderedTemplate render(TemplateSource source, Map<String, ?> model, TemplateLimits limits) {
        Map<String, @Nullable Object> data = TemplateValues.copyModel(model);
        TemplateBudget budget = new TemplateBudget(limits);
        List<TemplateNode> nodes = TemplateParser.parse(source.text(), limits, budget);
        return new TemplateRun(source, data, budget).render(nodes);
    }

    /**
     * Lists the merge fields that a template uses, such as {@code Leads.Email}, in the order of their first use.
     * Variables of the template itself are left out.
     *
     * @throws TemplateException if the template is wrong or forbidden; so this is also the check before saving one
     */
    public SequencedSet<String> references(TemplateSource source) {
        References references = new References();
        TemplateLimits limits = TemplateLimits.DEFAULT;
        references.nodes(TemplateParser.parse(source.text(), limits, new TemplateBudget(limits)));
        return Collections.unmodifiableSequencedSet(references.found);
    }

    /** Walks a template and collects its merge fields. */
    private static final class References {

        private final SequencedSet<String> found = new LinkedHashSet<>();
        private final Set<String> own = new HashSet<>(Set.of(LOOP));

        void nodes(List<TemplateNode> nodes) {
            for (TemplateNode node : nodes) {
                switch (node) {
                    case Literal literal -> {}
                    case Warn warn -> {}
                    case Print print -> expression(print.value());
                    case Assign assign -> {
                        expression(assign.value());
                        own.add(assign.name());
                    }
                    case Choose choose -> {
                        for (Branch branch : choose.branches()) {
                            expression(branch.condition());
                            nodes(branch.body());
                        }
                        nodes(choose.otherwise());
                    }
                    case Repeat repeat -> {
                        expression(repeat.elements());
                        boolean isNew = own.add(repeat.variable());
                        nodes(repeat.body());
                        if (isNew) {
                            own.remove(repeat.variable());
                        }
                        nodes(repeat.otherwise());
                    }
                }
            }
        }

        private void expressions(List<TemplateExpression> expressions) {
            expressions.forEach(this::expression);
        }

        private void expression(TemplateExpression expression) {
            switch (expression) {
                case Constant constant -> {}
                case Reference reference -> reference(reference);
                case Interpolated text -> nodes(text.parts());
                case Call call -> expressions(call.arguments());
                case Not not -> expression(not.operand());
                case Minus minus -> expression(minus.operand());
                case Logic logic -> expressions(List.of(logic.left(), logic.right()));
                case Compare compare -> expressions(List.of(compare.left(), compare.right()));
                case Calculate calculate -> expressions(List.of(calculate.left(), calculate.right()));
                case ListOf list -> expressions(list.elements());
                case MapOf map -> expressions(map.keysAndValues());
                case Range range -> expressions(List.of(range.first(), range.last()));
            }
        }

        private void reference(Reference reference) {
            StringBuilder path = new StringBuilder(reference.root());
            boolean byName = true;
            for (Step step : reference.steps()) {
                switch (step) {
                    case Step.Name(String name) -> {
                        if (byName) {
                            path.append('.').append(name);
                        }
                    }
                    case Step.Index(TemplateExpression index) -> {
                        expression(index);
                        byName = false;
                    }
                }
            }
            if (!own.contains(reference.root())) {
                found.add(path.toString());
            }
            if (reference.fallback() != null) {
                expression(reference.fallback());
            }
        }
    }
}
