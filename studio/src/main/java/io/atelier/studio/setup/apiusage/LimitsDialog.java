package io.atelier.studio.setup.apiusage;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.IntegerField;
import io.atelier.platform.common.Violation;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.usage.ApiLimitService;
import io.atelier.platform.usage.ApiLimits;
import io.atelier.studio.component.Toast;
import io.atelier.studio.workspace.records.Workspace;
import java.util.Objects;

/** Sets what a client may use. */
final class LimitsDialog extends Dialog {
    private final Workspace workspace;
    private final UsageTexts texts;
    private final ApiLimitService limits;
    private final String client;
    private final Runnable changed;
    private final IntegerField credits;
    private final IntegerField concurrent;
    private final IntegerField perMinute;

    LimitsDialog(Workspace workspace, UsageTexts texts, ApiLimitService limits, String client, Runnable changed) {
        this.workspace = workspace;
        this.texts = texts;
        this.limits = limits;
        this.client = client;
        this.changed = changed;
        setHeaderTitle(workspace.text("apiusage.limits.of", texts.client(client)));
        setWidth("min(28rem, 96vw)");
        ApiLimits usual = limits.usual();
        ApiLimits now = limits.all(workspace.actor()).getOrDefault(client, usual);
        credits = field("credits", now.credits(), usual.credits());
        concurrent = field("concurrent", now.concurrent(), usual.concurrent());
        perMinute = field("minute", now.perMinute(), usual.perMinute());
        Div content = new Div(credits, concurrent, perMinute);
        content.addClassName("dialog-fields");
        add(content);
        Button usualOnes = new Button(workspace.text("apiusage.limits.reset"), _ -> reset());
        usualOnes.addThemeVariants(ButtonVariant.TERTIARY);
        usualOnes.setId("limits-reset");
        Button save = new Button(workspace.text("apiusage.limits.save"), _ -> save());
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.setId("limits-save");
        getFooter().add(usualOnes, new Button(workspace.text("record.dialog.cancel"), _ -> close()), save);
    }

    private IntegerField field(String name, long value, long usual) {
        IntegerField field = new IntegerField(workspace.text("apiusage.limits." + name));
        field.setId("limits-" + name);
        field.setHelperText(workspace.text("apiusage.limits.usual", texts.number(usual)));
        field.setWidthFull();
        field.setManualValidation(true);
        field.setValue(Math.toIntExact(value));
        return field;
    }

    private void save() {
        credits.setInvalid(false);
        concurrent.setInvalid(false);
        perMinute.setInvalid(false);
        try {
            limits.change(workspace.actor(), client, new ApiLimits(of(credits), of(concurrent), of(perMinute)));
            done();
        } catch (ViolationsException e) {
            e.violations().forEach(this::show);
        }
    }

    /** An empty or unreadable field is out of every range. */
    private static int of(IntegerField field) {
        return Objects.requireNonNullElse(field.getValue(), 0);
    }

    private void show(Violation problem) {
        IntegerField field = switch (problem.path()) {
            case "concurrent" -> concurrent;
            case "perMinute" -> perMinute;
            default -> credits;
        };
        long most = switch (problem.path()) {
            case "concurrent" -> ApiLimits.MAX_CONCURRENT;
            case "perMinute" -> ApiLimits.MAX_PER_MINUTE;
            default -> ApiLimits.MAX_CREDITS;
        };
        field.setErrorMessage(workspace.text("apiusage.limits.range", texts.number(most)));
        field.setInvalid(true);
    }

    private void reset() {
        limits.reset(workspace.actor(), client);
        done();
    }

    private void done() {
        close();
        changed.run();
        Toast.success(workspace.text("apiusage.limits.saved"));
    }
}
