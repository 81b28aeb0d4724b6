package io.atelier.platform.access.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.function.FunctionDef;
import io.atelier.platform.function.FunctionRunner;
import io.atelier.platform.function.FunctionService;
import io.atelier.platform.function.Trigger;
import io.atelier.platform.org.Actor;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import io.atelier.platform.widget.Widget;
import io.atelier.platform.widget.WidgetBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/**
 * A route, a method or a call that comes to the platform must be added to {@link Channels} or {@link Attempts}, or to {@link
 * KnownWays} with the reason why it carries no records. What goes must be taken out there.
 */
@PlatformTest
class EveryWayIsKnownTest {
    private static final Path SDK =
            Path.of("..", "widget-sdk", "src/main/resources/META-INF/resources/widget-sdk/v1/atelier-widget-sdk.js");

    @Autowired
    private Given given;

    @Autowired
    private List<Channels> channels;

    @Autowired
    private List<Attempts> attempts;

    @Autowired
    private ServiceMethods services;

    @Autowired
    private Routes routes;

    @Autowired
    private FunctionService functions;

    @Autowired
    private FunctionRunner runner;

    @Autowired
    private WidgetBroker broker;

    @Autowired
    private JsonMapper json;

    private Actor admin;
    private Set<String> crossed;

    @BeforeEach
    void waysOfTheMatrix() {
        admin = given.administrator();
        // Nothing is asked here: who the world is of and what is in it does not matter.
        World nobody = new World(admin, admin, List.of(), Map.of(), Map.of(), Map.of(), Map.of(), List.of(0L, 0L, 0L));
        crossed = new TreeSet<>();
        channels.forEach(kind -> kind.in(nobody).forEach(channel -> crossed.add(channel.way())));
        attempts.forEach(kind -> kind.in(nobody).forEach(attempt -> crossed.add(attempt.way())));
    }

    @Test
    void everyRoute() {
        assertThat(routes.all()).isEqualTo(union(KnownWays.ROUTES.keySet(), way -> way.contains(" /")));
    }

    @Test
    void everyMethodOfAServiceThatIsToldWhoActs() {
        Set<String> there = services.all().stream()
                .map(method -> KnownWays.ROOMS_OF_RECORDS.contains(method.room())
                        ? method.way()
                        : method.service().getSimpleName())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = union(KnownWays.METHODS.keySet(), way -> way.matches("[A-Z]\\w+\\.\\w+"));
        known.addAll(KnownWays.SERVICES.keySet());

        assertThat(there).isEqualTo(known);
    }

    @Test
    void everyCallOfAFunction() {
        FunctionDef walker = functions.create(admin, "walker", "Walker", """
                export default (a, crm) => {
                  const names = [];
                  const walk = (name, value) => {
                    if (typeof value === 'function') names.push(name);
                    else if (value && typeof value === 'object')
                      Object.getOwnPropertyNames(value).forEach(key => walk(name + '.' + key, value[key]));
                  };
                  walk('crm', crm);
                  return names;
                };
                """);
        functions.publish(admin, walker.id(), walker.revision());

        List<?> names = json.readValue(
                runner.run(admin, "walker", "{}", Trigger.of(Trigger.Kind.API)).resultJson(), List.class);

        assertThat(names.stream().map(String::valueOf).collect(Collectors.toSet()))
                .isEqualTo(union(KnownWays.FUNCTION_CALLS, way -> way.startsWith("crm.")));
    }

    @Test
    void everyCallOfAWidget() throws IOException {
        Set<String> answered = new TreeSet<>();
        Matcher category = Pattern.compile("category: \"([A-Z_]+)\"").matcher(Files.readString(SDK));
        while (category.find()) {
            if (isAnswered(category.group(1))) {
                answered.add("widget " + category.group(1));
            }
        }
        Set<String> known = union(Set.of(), way -> way.startsWith("widget "));
        KnownWays.WIDGET_CALLS.keySet().forEach(call -> known.add("widget " + call));

        assertThat(answered).isEqualTo(known);
    }

    /** Says whether the call is known: the broker asks for more of those that are. */
    private boolean isAnswered(String category) {
        try {
            broker.answer(
                    admin, new Widget(1, "W", "Leads", "0".repeat(32)), json.valueToTree(Map.of("category", category)));
            return true;
        } catch (PlatformException e) {
            return e.code() != ErrorCode.NOT_SUPPORTED || !e.details().containsKey("category");
        }
    }

    private Set<String> union(Set<String> known, Predicate<String> wanted) {
        return Stream.concat(known.stream(), crossed.stream().filter(wanted))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
