package io.atelier.platform.access.matrix;

import static io.atelier.platform.access.matrix.Channels.both;
import static io.atelier.platform.access.matrix.Channels.name;
import static io.atelier.platform.access.matrix.Channels.secret;

import io.atelier.platform.function.FunctionDef;
import io.atelier.platform.function.FunctionRunner;
import io.atelier.platform.function.FunctionService;
import io.atelier.platform.function.RunOutcome;
import io.atelier.platform.function.Trigger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What a function reads that the person sets off; one run asks all about a place. */
@Component
class FunctionChannels implements Channels {
    private static final String SOURCE = """
            export default (at, crm) => {
              const told = {};
              const ask = (name, call) => {
                try { told[name] = JSON.stringify(call()); } catch (e) { told[name] = e.code + ' ' + e.message; }
              };
              const found = answer => answer.data.length > 0 ? at.echo : '';
              ask('get', () => crm.records.get(at.module, at.id));
              ask('list', () => crm.records.list(at.module, { fields: [at.name] }));
              ask('field', () => crm.records.list(at.module, { fields: [at.secret] }));
              ask('all', () => crm.records.list(at.module));
              ask('sort', () => found(crm.records.list(at.module, { fields: ['Owner'], sort_by: at.secret })));
              ask('search', () => found(crm.records.search(at.module, at.criteria, { fields: ['Owner'] })));
              if (!at.called) ask('call', () => JSON.parse(crm.functions.call('spy', { ...at, called: true }).get));
              return told;
            };
            """;

    private final FunctionService functions;
    private final FunctionRunner runner;
    private final JsonMapper json;

    FunctionChannels(FunctionService functions, FunctionRunner runner, JsonMapper json) {
        this.functions = functions;
        this.runner = runner;
        this.json = json;
    }

    @Override
    public void prepare(World world) {
        FunctionDef spy = functions.create(world.admin(), "spy", "Spy", SOURCE);
        functions.publish(world.admin(), spy.id(), spy.revision());
    }

    @Override
    public List<ReadChannel> in(World world) {
        Map<String, Map<?, ?>> answers = new ConcurrentHashMap<>();
        return List.of(
                both("crm.records.get", "", (p, at) -> told(world, p, at, answers, "get")),
                name("crm.records.list", "list", (p, at) -> told(world, p, at, answers, "list")),
                secret("crm.records.list", "field", (p, at) -> told(world, p, at, answers, "field")),
                both("crm.records.list", "all fields", (p, at) -> told(world, p, at, answers, "all")),
                secret("crm.records.list", "sort", (p, at) -> told(world, p, at, answers, "sort")),
                secret("crm.records.search", "", (p, at) -> told(world, p, at, answers, "search")),
                both("crm.functions.call", "", (p, at) -> told(world, p, at, answers, "call")));
    }

    private Object told(World world, Person person, Place at, Map<String, Map<?, ?>> answers, String name) {
        return answers.computeIfAbsent(person.actor().user() + at.module(), _ -> answer(world, person, at))
                .get(name);
    }

    private Map<?, ?> answer(World world, Person person, Place at) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("module", at.module());
        arguments.put("id", Long.toString(world.id(at)));
        arguments.put("name", at.name());
        arguments.put("secret", at.secret());
        arguments.put("criteria", "(%s:equals:%s)".formatted(at.secret(), at.secretCanary()));
        arguments.put("echo", at.secretCanary());
        RunOutcome outcome =
                runner.run(person.actor(), "spy", json.writeValueAsString(arguments), Trigger.of(Trigger.Kind.API));
        if (outcome.state() != RunOutcome.State.COMPLETED) {
            throw new IllegalStateException(outcome.toString());
        }
        return json.readValue(outcome.resultJson(), Map.class);
    }
}
