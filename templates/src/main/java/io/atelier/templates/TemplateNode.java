package io.atelier.templates;

import java.util.List;

/** What a template does, in order. These few cases are all there is: whatever has no case here cannot be run. */
sealed interface TemplateNode {

    /** Writes the author's text. */
    record Literal(String text) implements TemplateNode {}

    /** Writes a value. */
    record Print(TemplateExpression value) implements TemplateNode {}

    /** Sets a variable. */
    record Assign(String name, TemplateExpression value, Position position) implements TemplateNode {}

    /** Runs the first block whose condition holds, else the last. */
    record Choose(List<Branch> branches, List<TemplateNode> otherwise) implements TemplateNode {
        public Choose {
            branches = List.copyOf(branches);
            otherwise = List.copyOf(otherwise);
        }
    }

    /** Runs a block for every element, or the other block if there is none. */
    record Repeat(
            String variable,
            TemplateExpression elements,
            List<TemplateNode> body,
            List<TemplateNode> otherwise,
            Position position)
            implements TemplateNode {
        public Repeat {
            body = List.copyOf(body);
            otherwise = List.copyOf(otherwise);
        }
    }

    /** Tells the author about something that was taken literally. */
    record Warn(String reference, String message, Position position) implements TemplateNode {}

    /** A condition and its block. */
    record Branch(TemplateExpression condition, List<TemplateNode> body) {
        public Branch {
            body = List.copyOf(body);
        }
    }
}
