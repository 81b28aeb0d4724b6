package io.atelier.platform.access.matrix;

import io.atelier.platform.function.FunctionDef;
import io.atelier.platform.function.FunctionRunner;
import io.atelier.platform.function.FunctionService;
import io.atelier.platform.function.RunOutcome;
import io.atelier.platform.function.Trigger;
import io.atelier.platform.testing.Api;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes by the REST API and by functions: in transactions of their own. */
@Component
class RemoteAttempts implements Attempts {
    private static final String SOURCE =
            "export default (a, crm) => { crm.records[a.call](a.module, ...a.rest); return 'done'; };";

    private static final String MODULE = "/crm/{version}/{module}";
    private static final String RECORD = MODULE + "/{id}";

    private final Api api;
    private final FunctionService functions;
    private final FunctionRunner runner;
    private final JsonMapper json;

    RemoteAttempts(Api api, FunctionService functions, FunctionRunner runner, JsonMapper json) {
        this.api = api;
        this.functions = functions;
        this.runner = runner;
        this.json = json;
    }

    @Override
    public boolean areLocal() {
        return false;
    }

    @Override
    public void prepare(World world) {
        FunctionDef writer = functions.create(world.admin(), "writer", "Writer", SOURCE);
        functions.publish(world.admin(), writer.id(), writer.revision());
    }

    @Override
    public List<WriteAttempt> in(World world) {
        return List.of(
                WriteAttempt.of(
                        "PUT /crm/v8/{module}/{id}",
                        "",
                        Rights::changesName,
                        (p, at) -> send(p, "PUT", at.module() + "/" + world.id(at), Map.of(at.name(), "Mine"))),
                WriteAttempt.of(
                        "PUT /crm/v8/{module}/{id}",
                        "secret",
                        Rights::changesSecret,
                        (p, at) -> send(p, "PUT", at.module() + "/" + world.id(at), Map.of(at.secret(), "Mine"))),
                WriteAttempt.of(
                        "PUT /crm/v8/{module}",
                        "",
                        Rights::changesName,
                        (p, at) -> send(p, "PUT", at.module(), Map.of("id", "" + world.id(at), at.name(), "Mine"))),
                WriteAttempt.of(
                        "POST /crm/v8/{module}",
                        "",
                        Rights::makes,
                        (p, at) -> send(p, "POST", at.module(), at.values())),
                WriteAttempt.of(
                        "POST /crm/v8/{module}",
                        "point to it",
                        Rights::sees,
                        (p, at) -> send(
                                p, "POST", World.POINTERS, Map.of("Name", "New", at.pointer(), "" + world.id(at)))),
                WriteAttempt.of(
                        "DELETE /crm/v8/{module}/{id}",
                        "",
                        Rights::deletes,
                        (p, at) -> isDone(
                                api.send(p.actor(), "DELETE", "/crm/v8/" + at.module() + "/" + world.id(at), ""))),
                WriteAttempt.of(
                        "DELETE /crm/v8/{module}",
                        "",
                        Rights::deletes,
                        (p, at) -> isDone(
                                api.send(p.actor(), "DELETE", "/crm/v8/" + at.module() + "?ids=" + world.id(at), ""))),
                WriteAttempt.of(
                        "POST " + RECORD + "/Attachments",
                        "",
                        Rights::changes,
                        (p, at) -> isDone(api.send(
                                p.actor(),
                                "POST",
                                "/crm/v8/" + at.module() + "/" + world.id(at)
                                        + "/Attachments?attachmentUrl=https://example.org",
                                ""))),
                WriteAttempt.atMost(
                        "DELETE " + RECORD + "/Attachments/{attachment}",
                        "",
                        Rights::changes,
                        (p, at) -> isDone(api.send(
                                p.actor(),
                                "DELETE",
                                "/crm/v8/" + at.module() + "/" + world.id(at) + "/Attachments/1",
                                ""))),
                WriteAttempt.atMost(
                        "POST " + RECORD + "/photo",
                        "",
                        Rights::changes,
                        (p, at) -> isDone(api.send(
                                p.actor(), "POST", "/crm/v8/" + at.module() + "/" + world.id(at) + "/photo", ""))),
                WriteAttempt.atMost(
                        "DELETE " + RECORD + "/photo",
                        "",
                        Rights::changes,
                        (p, at) -> isDone(api.send(
                                p.actor(), "DELETE", "/crm/v8/" + at.module() + "/" + world.id(at) + "/photo", ""))),
                tags(RECORD + "/actions/add_tags", at -> at.module() + "/" + world.id(at), "add_tags", world),
                tags(RECORD + "/actions/remove_tags", at -> at.module() + "/" + world.id(at), "remove_tags", world),
                tags(MODULE + "/actions/add_tags", Place::module, "add_tags", world),
                tags(MODULE + "/actions/remove_tags", Place::module, "remove_tags", world),
                WriteAttempt.of(
                        "DELETE /crm/v8/{module}",
                        "two",
                        Rights::massDeletes,
                        (p, at) -> isDone(api.send(
                                p.actor(),
                                "DELETE",
                                "/crm/v8/" + at.module() + "?ids=" + world.id(at) + ","
                                        + world.twins().get(at.module()),
                                ""))),
                WriteAttempt.of(
                        "crm.records.update",
                        "",
                        Rights::changesName,
                        (p, at) -> run(p, at, "update", "" + world.id(at), Map.of(at.name(), "Mine"))),
                WriteAttempt.of("crm.records.create", "", Rights::makes, (p, at) -> run(p, at, "create", at.values())),
                WriteAttempt.of(
                        "crm.records.delete", "", Rights::deletes, (p, at) -> run(p, at, "delete", "" + world.id(at))));
    }

    private WriteAttempt tags(String way, Function<Place, String> path, String action, World world) {
        return WriteAttempt.of(
                "POST " + way,
                "",
                Rights::changes,
                (p, at) -> isDone(api.send(
                        p.actor(),
                        "POST",
                        "/crm/v8/" + path.apply(at) + "/actions/" + action,
                        "{\"tags\":[{\"name\":\"Mine\"}],\"ids\":[\"" + world.id(at) + "\"]}")));
    }

    private boolean send(Person person, String method, String path, Map<String, Object> row) {
        return isDone(api.send(
                person.actor(), method, "/crm/v8/" + path, json.writeValueAsString(Map.of("data", List.of(row)))));
    }

    private static boolean isDone(HttpResponse<String> answer) {
        return answer.statusCode() < 300 && answer.body().contains("SUCCESS");
    }

    private boolean run(Person person, Place at, String call, Object... rest) {
        Map<String, Object> arguments = new HashMap<>(Map.of("call", call, "module", at.module(), "rest", rest));
        RunOutcome outcome =
                runner.run(person.actor(), "writer", json.writeValueAsString(arguments), Trigger.of(Trigger.Kind.API));
        return outcome.state() == RunOutcome.State.COMPLETED;
    }
}
