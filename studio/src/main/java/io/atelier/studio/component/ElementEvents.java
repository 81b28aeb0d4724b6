package io.atelier.studio.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.shared.Registration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Hands the detail of a custom element's event on as a record. What the browser sends is not to be trusted. */
final class ElementEvents {
    private static final Logger log = LoggerFactory.getLogger(ElementEvents.class);
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final String DETAIL = "event.detail";

    private ElementEvents() {}

    static <T> Registration listen(Component component, String event, Class<T> type, Consumer<T> listener) {
        return component
                .getElement()
                .addEventListener(event, dom -> {
                    T detail;
                    try {
                        detail = JSON.treeToValue(dom.getEventData().get(DETAIL), type);
                    } catch (JacksonException e) {
                        log.warn("Event {} of {} cannot be read: {}", event, component.getClass(), e.getMessage());
                        return;
                    }
                    listener.accept(detail);
                })
                .addEventData(DETAIL);
    }
}
