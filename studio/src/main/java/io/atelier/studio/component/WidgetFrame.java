package io.atelier.studio.component;

import com.vaadin.flow.component.Tag;
import com.vaadin.flow.shared.Registration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One embedded widget in a sandboxed frame. Each request that it sends wants one {@link #respond}. */
@Tag("atelier-widget-frame")
public final class WidgetFrame extends LazyElement {

    /** The widget asks for something; its data are as hostile as any request. */
    public record Request(
            String promiseId, String eventName, @Nullable JsonNode data) {}

    /**
     * Where the conversation is.
     *
     * @param state {@code waiting}, {@code registered}, {@code closed} or {@code stopped}
     * @param reason why it was stopped, or null
     */
    public record State(String state, @Nullable String reason) {}

    /** Texts around the widget. */
    public record Labels(String loading, String flood, String navigated, String address, String reload) {}

    /** Opens the widget; everything else must be set before. */
    public void open(String address) {
        getElement().setProperty("src", address);
    }

    /** Sets the title of the frame for screen readers. */
    public void setLabel(String label) {
        getElement().setProperty("label", label);
    }

    public void setLocale(Locale locale) {
        getElement().setProperty("locale", locale.toString());
    }

    public void setDevMode(boolean devMode) {
        getElement().setProperty("devMode", devMode);
    }

    /** Sets {@code localeResource}, {@code model} and {@code connectors}, as far as there are any. */
    public void setContext(Map<String, ?> context) {
        getElement().setPropertyMap("context", context);
    }

    /** Sets the data of the page load that the widget is told after it has registered. */
    public void setPageLoad(Map<String, ?> data) {
        getElement().setPropertyMap("pageLoad", data);
    }

    public void setLabels(Labels labels) {
        getElement().setPropertyBean("labels", labels);
    }

    public void respond(String promiseId, boolean ok, JsonNode result) {
        call("respond", promiseId, ok, result);
    }

    public void push(String eventName, JsonNode data) {
        call("push", eventName, data);
    }

    public void reload() {
        call("reload");
    }

    public Registration addRequestListener(Consumer<Request> listener) {
        return ElementEvents.listen(this, "widget-request", Request.class, listener);
    }

    public Registration addStateListener(Consumer<State> listener) {
        return ElementEvents.listen(this, "widget-state", State.class, listener);
    }
}
