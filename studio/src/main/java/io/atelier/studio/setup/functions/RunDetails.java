package io.atelier.studio.setup.functions;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import io.atelier.platform.function.RunOutcome;
import io.atelier.runtime.LogLine;
import io.atelier.runtime.ScriptError;
import io.atelier.studio.workspace.records.Workspace;
import java.util.List;
import java.util.Locale;

/** How a run ended, what it wrote to the console, and where it failed. */
final class RunDetails extends Div {
    private final Workspace workspace;

    RunDetails(Workspace workspace) {
        this.workspace = workspace;
        addClassName("run-details");
        getElement().setAttribute("role", "status");
        showHint();
    }

    private void showHint() {
        add(RunTexts.quiet(workspace.text("function.test.none")));
    }

    void show(RunOutcome outcome) {
        removeAll();
        Span figures = RunTexts.quiet(
                workspace.text("function.run.figures", outcome.duration().toMillis(), outcome.hostCalls()));
        Div head = new Div(RunTexts.state(workspace, outcome.state()), figures);
        head.addClassName("tools");
        add(head);
        outcome.error().ifPresent(this::showError);
        if (!outcome.console().isEmpty()) {
            add(label("function.run.console"), console(outcome.console()));
        }
        if (outcome.state() == RunOutcome.State.COMPLETED) {
            add(label("function.run.result"), code(outcome.resultJson()));
        }
    }

    private void showError(ScriptError error) {
        Div message = new Div(new Span(error.name() + ": " + error.message()));
        message.addClassName("run-error");
        if (error.line() > 0) {
            Span place = new Span(workspace.text("function.run.place", error.line(), error.column()));
            place.addClassName("run-place");
            message.add(place);
        }
        add(message);
        if (!error.stack().isEmpty()) {
            OrderedList frames = new OrderedList();
            frames.addClassName("run-stack");
            error.stack()
                    .forEach(frame -> frames.add(new ListItem((frame.function().isEmpty() ? "" : frame.function() + " ")
                            + frame.file() + ":" + frame.line() + ":" + frame.column())));
            add(label("function.run.stack"), frames);
        }
    }

    private OrderedList console(List<LogLine> lines) {
        OrderedList list = new OrderedList();
        list.addClassName("run-console");
        for (LogLine line : lines) {
            String level = line.level().name().toLowerCase(Locale.ROOT);
            ListItem item = new ListItem(new Span(line.text()));
            item.addClassName("console-" + level);
            if (line.line() > 0) {
                item.add(RunTexts.quiet(workspace.text("function.run.line", line.line())));
            }
            list.add(item);
        }
        return list;
    }

    private Paragraph label(String key) {
        Paragraph label = new Paragraph(workspace.text(key));
        label.addClassName("field-label");
        return label;
    }

    private static Pre code(String text) {
        Pre code = new Pre(text);
        code.addClassName("run-result");
        code.getElement().setAttribute("tabindex", "0");
        return code;
    }
}
