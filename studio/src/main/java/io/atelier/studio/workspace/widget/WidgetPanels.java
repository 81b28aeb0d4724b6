package io.atelier.studio.workspace.widget;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.spring.annotation.SpringComponent;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.widget.Widget;
import io.atelier.platform.widget.WidgetBroker;
import io.atelier.platform.widget.WidgetService;
import io.atelier.studio.component.WidgetFrame;
import io.atelier.studio.shell.Routes;
import io.atelier.studio.workspace.record.RecordPanel;
import io.atelier.studio.workspace.records.Workspace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Shows the widgets of a module on its records' pages. */
@SpringComponent
@Order(100)
final class WidgetPanels implements RecordPanel {
    private static final int LEAST_HEIGHT = 80;
    private static final int MOST_HEIGHT = 2_000;

    private final ObjectProvider<Workspace> workspaces;
    private final WidgetService widgets;
    private final WidgetBroker broker;
    private final JsonMapper json;

    WidgetPanels(ObjectProvider<Workspace> workspaces, WidgetService widgets, WidgetBroker broker, JsonMapper json) {
        this.workspaces = workspaces;
        this.widgets = widgets;
        this.broker = broker;
        this.json = json;
    }

    @Override
    public Optional<Component> create(ModuleDef module, CrmRecord record, Runnable reload) {
        Workspace workspace = workspaces.getObject();
        List<Widget> placed = widgets.onModule(workspace.actor(), module.apiName());
        if (placed.isEmpty()) {
            return Optional.empty();
        }
        Div panel = new Div();
        panel.addClassName("widgets");
        placed.forEach(widget -> panel.add(block(workspace, widget, record)));
        return Optional.of(panel);
    }

    private Component block(Workspace workspace, Widget widget, CrmRecord record) {
        WidgetFrame frame = new WidgetFrame();
        frame.setLabel(widget.name());
        frame.setLocale(workspace.locale());
        frame.setWidthFull();
        frame.setHeight("16rem");
        frame.setPageLoad(Map.of("Entity", record.module(), "EntityId", List.of(Long.toString(record.id()))));
        frame.setLabels(new WidgetFrame.Labels(
                workspace.text("widget.loading"),
                workspace.text("widget.flood"),
                workspace.text("widget.navigated"),
                workspace.text("widget.address"),
                workspace.text("widget.reload")));
        frame.addRequestListener(request -> answer(workspace, widget, frame, request));
        frame.open("/" + widget.path());
        Section block = new Section(new H2(widget.name()), frame);
        block.addClassName("card");
        return block;
    }

    private void answer(Workspace workspace, Widget widget, WidgetFrame frame, WidgetFrame.Request request) {
        JsonNode data = request.data() == null ? json.createObjectNode() : request.data();
        try {
            Object result = data.path("category").asString("").equals("UI")
                    ? userInterface(frame, data)
                    : broker.answer(workspace.actor(), widget, data);
            frame.respond(request.promiseId(), true, json.valueToTree(result));
        } catch (PlatformException e) {
            frame.respond(
                    request.promiseId(),
                    false,
                    json.valueToTree(Map.of(
                            "code", e.code().name(),
                            "message", e.getMessage(),
                            "details", e.details(),
                            "status", "error")));
        }
    }

    private static Object userInterface(WidgetFrame frame, JsonNode data) {
        JsonNode action = data.path("action");
        if (action.asString("").equals("RESIZE")) {
            String digits = data.path("data").path("height").asString("").replaceAll("\\D", "");
            int height = digits.isEmpty() || digits.length() > 6 ? LEAST_HEIGHT : Integer.parseInt(digits);
            frame.setHeight(Math.clamp(height, LEAST_HEIGHT, MOST_HEIGHT) + "px");
            return true;
        }
        if (action.path("record").asString("").equals("OPEN")) {
            String module = data.path("data").path("Entity").asString("");
            String id = data.path("data").path("RecordID").asString("");
            if (module.matches("\\w{1,50}") && id.matches("\\d{1,18}")) {
                UI.getCurrent().navigate(Routes.record(module, Long.parseLong(id)));
                return true;
            }
        }
        throw new PlatformException(ErrorCode.NOT_SUPPORTED, "This call of the widget SDK is not supported here.");
    }
}
