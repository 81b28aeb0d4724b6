package io.atelier.studio.setup.functions;

import com.vaadin.flow.component.html.Span;
import io.atelier.platform.function.RunOutcome;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.SystemField;
import io.atelier.studio.workspace.records.Workspace;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalInt;

/** Words for versions and runs. */
final class RunTexts {
    private RunTexts() {}

    static String published(Workspace workspace, OptionalInt version) {
        return version.isPresent()
                ? workspace.text("function.version", version.getAsInt())
                : workspace.text("function.unpublished");
    }

    /** The word says it; the colour only helps. */
    static Span state(Workspace workspace, RunOutcome.State state) {
        String name = state.name().toLowerCase(Locale.ROOT);
        Span span = new Span(workspace.text("function.run.state." + name));
        span.addClassNames("run-state", "run-" + name);
        return span;
    }

    static Span quiet(String text) {
        Span span = new Span(text);
        span.addClassName("empty");
        return span;
    }

    static String time(Workspace workspace, Instant at) {
        return workspace.values().of(SystemField.CREATED_TIME.definition(), new FieldValue.DateTime(at));
    }
}
