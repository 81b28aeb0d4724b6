package io.atelier.platform.access.matrix;

import static io.atelier.platform.access.matrix.Channels.both;
import static io.atelier.platform.access.matrix.Channels.echo;
import static io.atelier.platform.access.matrix.Channels.field;
import static io.atelier.platform.access.matrix.Channels.secret;

import io.atelier.platform.widget.Widget;
import io.atelier.platform.widget.WidgetBroker;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What a widget that the person looks at asks for by the messages of the SDK. */
@Component
class WidgetChannels implements Channels {
    private static final Widget WIDGET = new Widget(1, "W", "Leads", "0".repeat(32));

    private final WidgetBroker broker;
    private final JsonMapper json;

    WidgetChannels(WidgetBroker broker, JsonMapper json) {
        this.broker = broker;
        this.json = json;
    }

    @Override
    public List<ReadChannel> in(World world) {
        return List.of(
                both(
                        "widget READ",
                        "record",
                        (p, at) -> ask(
                                p,
                                Map.of(
                                        "category",
                                        "READ",
                                        "APIData",
                                        Map.of("Entity", at.module(), "RecordID", "" + world.id(at))))),
                both(
                        "widget READ",
                        "list",
                        (p, at) -> ask(p, Map.of("category", "READ", "APIData", Map.of("Entity", at.module())))),
                secret(
                        "widget SEARCH",
                        "",
                        (p, at) -> echo(
                                at,
                                !ask(
                                                p,
                                                Map.of(
                                                        "category",
                                                        "SEARCH",
                                                        "APIData",
                                                        Map.of(
                                                                "Entity",
                                                                at.module(),
                                                                "Type",
                                                                "criteria",
                                                                "Query",
                                                                "(%s:equals:%s)"
                                                                        .formatted(at.secret(), at.secretCanary()))))
                                        .contains("\"data\":[]"))),
                field(
                        "widget META",
                        "fields",
                        (p, at) -> echo(
                                at,
                                ask(p, Map.of("category", "META", "type", "FIELD_LIST", "Entity", at.module()))
                                        .contains("\"" + at.secret() + "\""))));
    }

    private String ask(Person person, Map<String, Object> request) {
        return json.writeValueAsString(broker.answer(person.actor(), WIDGET, json.valueToTree(request)));
    }
}
