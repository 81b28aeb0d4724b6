package io.atelier.platform.access.matrix;

import io.atelier.platform.access.AccessLevel;
import io.atelier.platform.access.Verb;
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
import java.util.UUID;
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
                // First, as what others of these make is there too.
                WriteAttempt.of(
                        "POST /crm/{version}/{module}/upsert", "is it there", Person::readsSecret, this::isFound),
                WriteAttempt.of(
                        "PUT /crm/{version}/{module}/{id}",
                        "",
                        Rights::changesName,
                        (p, at) -> send(p, "PUT", at.module() + "/" + world.id(at), Map.of(at.name(), "Mine"))),
                WriteAttempt.of(
                        "PUT /crm/{version}/{module}/{id}",
                        "secret",
                        Rights::changesSecret,
                        (p, at) -> send(p, "PUT", at.module() + "/" + world.id(at), Map.of(at.secret(), "Mine"))),
                WriteAttempt.of(
                        "PUT /crm/{version}/{module}",
                        "",
                        Rights::changesName,
                        (p, at) -> send(p, "PUT", at.module(), Map.of("id", "" + world.id(at), at.name(), "Mine"))),
                WriteAttempt.of(
                        "POST /crm/{version}/{module}",
                        "",
                        Rights::makes,
                        (p, at) -> send(p, "POST", at.module(), at.values())),
                WriteAttempt.of(
                        "POST /crm/{version}/{module}",
                        "point to it",
                        Rights::sees,
                        (p, at) -> send(
                                p, "POST", World.POINTERS, Map.of("Name", "New", at.pointer(), "" + world.id(at)))),
                WriteAttempt.of(
                        "POST /crm/{version}/{module}/upsert",
                        "new",
                        Rights::makes,
                        (p, at) -> send(p, "POST", at.module() + "/upsert", unheardOf(at))),
                WriteAttempt.of(
                        "POST /crm/{version}/{module}/upsert",
                        "by its id",
                        Rights::changesName,
                        (p, at) -> send(
                                p,
                                "POST",
                                at.module() + "/upsert",
                                Map.of("id", "" + world.id(at), at.name(), "Mine"))),
                WriteAttempt.of(
                        "DELETE /crm/{version}/{module}/{id}",
                        "",
                        Rights::deletes,
                        (p, at) -> isDone(
                                api.send(p.actor(), "DELETE", "/crm/v8/" + at.module() + "/" + world.id(at), ""))),
                WriteAttempt.of(
                        "DELETE /crm/{version}/{module}",
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
                        "DELETE /crm/{version}/{module}",
                        "two",
                        Rights::massDeletes,
                        (p, at) -> isDone(api.send(
                                p.actor(),
                                "DELETE",
                                "/crm/v8/" + at.module() + "?ids=" + world.id(at) + ","
                                        + world.twins().get(at.module()),
                                ""))),
                WriteAttempt.of(
                        "POST /crm/{version}/{module}/{id}/actions/clone",
                        "",
                        (p, at) -> p.may(at, AccessLevel.READ_ONLY, Verb.CREATE) && p.knowsName(),
                        (p, at) -> post(p, at.module() + "/" + world.id(at) + "/actions/clone", Map.of())),
                WriteAttempt.of(
                        "POST /crm/{version}/{module}/actions/mass_update",
                        "",
                        Rights::massUpdates,
                        (p, at) -> post(
                                p,
                                at.module() + "/actions/mass_update",
                                Map.of("data", List.of(Map.of(at.name(), "Mine")), "ids", ids(world, at)))),
                WriteAttempt.of(
                        "POST /crm/{version}/{module}/actions/mass_delete",
                        "",
                        Rights::massDeletes,
                        (p, at) -> post(p, at.module() + "/actions/mass_delete", Map.of("ids", ids(world, at)))),
                WriteAttempt.of(
                        "POST /crm/{version}/{module}/actions/change_owner",
                        "",
                        Rights::takes,
                        (p, at) -> post(
                                p,
                                at.module() + "/actions/change_owner",
                                Map.of("ids", ids(world, at), "owner", themselves(p)))),
                WriteAttempt.of(
                        "POST /crm/{version}/{module}/{id}/actions/change_owner",
                        "",
                        Rights::takes,
                        (p, at) -> post(
                                p,
                                at.module() + "/" + world.id(at) + "/actions/change_owner",
                                Map.of("owner", themselves(p)))),
                WriteAttempt.atMost(
                        "POST /crm/{version}/{module}/{id}/actions/merge",
                        "",
                        Rights::deletes,
                        (p, at) -> post(
                                p,
                                at.module() + "/" + world.id(at) + "/actions/merge",
                                Map.of("merge", List.of(Map.of("data", List.of(Map.of("id", twin(world, at)))))))),
                WriteAttempt.atMost(
                        "POST /crm/{version}/{module}/actions/restore",
                        "",
                        Rights::deletes,
                        (p, at) -> post(
                                p,
                                at.module() + "/actions/restore",
                                Map.of("ids", List.of("" + world.recycled().get(at.module()))))),
                WriteAttempt.of(
                        "crm.records.update",
                        "",
                        Rights::changesName,
                        (p, at) -> run(p, at, "update", "" + world.id(at), Map.of(at.name(), "Mine"))),
                WriteAttempt.of("crm.records.create", "", Rights::makes, (p, at) -> run(p, at, "create", at.values())),
                WriteAttempt.of(
                        "crm.records.delete", "", Rights::deletes, (p, at) -> run(p, at, "delete", "" + world.id(at))));
    }

    private boolean post(Person person, String path, Map<String, Object> body) {
        return isDone(api.send(person.actor(), "POST", "/crm/v8/" + path, json.writeValueAsString(body)));
    }

    private static List<String> ids(World world, Place at) {
        return List.of("" + world.id(at));
    }

    private static String twin(World world, Place at) {
        return "" + world.twins().get(at.module());
    }

    private static Map<String, String> themselves(Person person) {
        return Map.of("id", "" + person.actor().user().value());
    }

    /** Leaves out what a record needs: none is made where none is found. Two of them are alike. */
    private boolean isFound(Person person, Place at) {
        String body = json.writeValueAsString(Map.of(
                "data",
                List.of(Map.of(at.secret(), at.secretCanary())),
                "duplicate_check_fields",
                List.of(at.secret())));
        return api.send(person.actor(), "POST", "/crm/v8/" + at.module() + "/upsert", body)
                .body()
                .contains("DUPLICATE_DATA");
    }

    private static Map<String, Object> unheardOf(Place at) {
        Map<String, Object> values = at.values();
        values.put(at.name(), "New " + UUID.randomUUID());
        values.put(at.secret(), "New");
        return values;
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
