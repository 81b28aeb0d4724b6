package io.atelier.studio.component;

import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.data.renderer.Renderer;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Cells of a grid that are native controls of the browser, so that a cell costs no component on the server. What the
 * server does not accept shows its old value again once the item is refreshed. Labels are spoken by screen readers.
 */
public final class NativeCells {
    private static final String CHECK_BOX = """
            <input type="checkbox" class="cell-check" aria-label="${item.label}" .checked="${live(item.checked)}" \
            ?disabled="${!item.enabled}" @change="${e => change(e.target.checked)}">""";
    private static final String CHOICE = """
            <select class="cell-choice" aria-label="${item.label}" ?disabled="${!item.enabled}" \
            @change="${e => change(e.target.value)}">\
            ${item.options.map(o => html`<option value="${o.value}" .selected="${live(o.value === item.value)}">\
            ${o.text}</option>`)}</select>""";

    private NativeCells() {}

    /** One thing to choose. */
    public record Option(String value, String text) {}

    /** A check box for something that a row is or is not. */
    public static <T> Renderer<T> checkBox(
            Predicate<T> checked, Predicate<T> enabled, Function<T, String> label, BiConsumer<T, Boolean> changed) {
        return LitRenderer.<T>of(CHECK_BOX)
                .withProperty("checked", checked::test)
                .withProperty("enabled", enabled::test)
                .withProperty("label", label::apply)
                .withFunction("change", (row, arguments) -> {
                    if (enabled.test(row)) { // a browser can send what its page does not offer
                        changed.accept(row, arguments.get(0).asBoolean());
                    }
                });
    }

    /** A list of which a row has one; a row with at most one option has no choice. */
    public static <T> Renderer<T> choice(
            Function<T, List<Option>> options,
            Function<T, String> value,
            Function<T, String> label,
            BiConsumer<T, String> changed) {
        return LitRenderer.<T>of(CHOICE)
                .withProperty("options", options::apply)
                .withProperty("value", value::apply)
                .withProperty("enabled", row -> options.apply(row).size() > 1)
                .withProperty("label", label::apply)
                .withFunction("change", (row, arguments) -> {
                    String wanted = arguments.get(0).asString();
                    if (options.apply(row).stream()
                            .anyMatch(option -> option.value().equals(wanted))) {
                        changed.accept(row, wanted);
                    }
                });
    }
}
