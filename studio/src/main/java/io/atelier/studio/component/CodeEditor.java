package io.atelier.studio.component;

import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.NpmPackage;
import com.vaadin.flow.shared.Registration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An editor for scripts and templates. */
@Tag("atelier-code-editor")
@NpmPackage(value = "@codemirror/autocomplete", version = "6.20.4")
@NpmPackage(value = "@codemirror/commands", version = "6.11.1")
@NpmPackage(value = "@codemirror/lang-html", version = "6.4.12")
@NpmPackage(value = "@codemirror/lang-javascript", version = "6.2.5")
@NpmPackage(value = "@codemirror/language", version = "6.13.1")
@NpmPackage(value = "@codemirror/lint", version = "6.9.8")
@NpmPackage(value = "@codemirror/search", version = "6.7.2")
@NpmPackage(value = "@codemirror/state", version = "6.7.6")
@NpmPackage(value = "@codemirror/view", version = "6.43.15")
@NpmPackage(value = "@lezer/highlight", version = "1.2.5")
public final class CodeEditor extends LazyElement {
    private String value = "";

    public CodeEditor(Language language) {
        setLanguage(language);
        ElementEvents.listen(this, "value-changed", Text.class, text -> value = text.value());
        ElementEvents.listen(this, "run-requested", Text.class, text -> value = text.value());
        ElementEvents.listen(this, "save-requested", Text.class, text -> value = text.value());
    }

    /** What is written in the editor. */
    public enum Language {
        JAVASCRIPT,
        HTML,
        VELOCITY
    }

    /** How bad a finding is. */
    public enum Severity {
        ERROR,
        WARNING,
        INFO
    }

    /**
     * A word that is offered while typing.
     *
     * @param type such as {@code function}, {@code variable}, {@code property}
     * @param apply the text to insert; null for the label
     */
    public record Completion(
            String label,
            String type,
            String detail,
            String info,
            @Nullable String apply) {}

    /** A finding at a place; lines and columns count from 1. */
    public record Diagnostic(int line, int column, Severity severity, String message) {}

    private record Text(String value) {}

    public String getValue() {
        return value;
    }

    /** Replaces the text; the cursor stays, and no event comes. */
    public void setValue(String text) {
        value = text;
        getElement().setProperty("value", text);
    }

    public void setLanguage(Language language) {
        getElement().setProperty("language", language.name().toLowerCase(Locale.ROOT));
    }

    public void setReadOnly(boolean readOnly) {
        getElement().setProperty("readonly", readOnly);
    }

    /** Sets the accessible name, and how to leave the editor with the keyboard. */
    public void setLabel(String label, String hint) {
        getElement().setProperty("label", label);
        getElement().setProperty("hint", hint);
    }

    public void setCompletions(List<Completion> completions) {
        getElement().setPropertyList("completions", completions);
    }

    public void setDiagnostics(List<Diagnostic> diagnostics) {
        getElement()
                .setPropertyList(
                        "diagnostics",
                        diagnostics.stream()
                                .map(finding -> Map.of(
                                        "line", finding.line(),
                                        "column", finding.column(),
                                        "severity", finding.severity().name().toLowerCase(Locale.ROOT),
                                        "message", finding.message()))
                                .toList());
    }

    /** Sets translations of the editor's own texts, by their English text. */
    public void setPhrases(Map<String, String> phrases) {
        getElement().setPropertyMap("phrases", phrases);
    }

    /** Calls the listener a moment after each pause in typing, and before a run or save. */
    public Registration addChangeListener(Consumer<String> listener) {
        return ElementEvents.listen(this, "value-changed", Text.class, text -> listener.accept(text.value()));
    }

    /** Calls the listener when the person presses Ctrl+Enter. */
    public Registration addRunListener(Consumer<String> listener) {
        return ElementEvents.listen(this, "run-requested", Text.class, text -> listener.accept(text.value()));
    }

    /** Calls the listener when the person presses Ctrl+S. */
    public Registration addSaveListener(Consumer<String> listener) {
        return ElementEvents.listen(this, "save-requested", Text.class, text -> listener.accept(text.value()));
    }

    public void insertAtCursor(String text) {
        call("insertAtCursor", text);
    }

    public void focusEditor() {
        call("focusEditor");
    }
}
