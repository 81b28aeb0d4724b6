package io.atelier.platform.access.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.access.matrix.ServiceMethods.ServiceMethod;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.testing.Api;
import io.atelier.platform.testing.PlatformTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Parameter;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Two organizations with the same modules, people of the same names and one of everything: an administrator of the one, who
 * may do all, asks every route and every service for the ids of the other. What comes back is what comes back for an id that
 * nothing has, and nothing changes there.
 */
@PlatformTest
class OrganizationsApartTest {
    private static final long NOTHING = 987_654_321_987L;
    private static final String WORD = "Aleph";
    private static final int IDS_OF_A_TABLE = 3;
    private static final int FEWEST_REQUESTS = 1_500;
    private static final int FEWEST_CALLS = 15_000;

    @Autowired
    private WorldMaker worlds;

    @Autowired
    private Furniture furniture;

    @Autowired
    private StoredRows stored;

    @Autowired
    private ServiceMethods services;

    @Autowired
    private Routes routes;

    @Autowired
    private Api api;

    @Autowired
    private TransactionOperations transactions;

    private Actor stranger;
    private OrgId theirs;
    private List<Long> ids;

    @BeforeEach
    void twoOrganizations() throws IOException {
        World one = worlds.small(WORD);
        furniture.bring(one.admin(), WORD, one.ids().get("Leads"));
        World other = worlds.small("Beth");
        furniture.bring(other.admin(), "Beth", other.ids().get("Leads"));
        stranger = other.admin();
        api.letIn(stranger, stranger);
        theirs = one.admin().org();
        ids = stored.ids(theirs, IDS_OF_A_TABLE);
        assertThat(ids).hasSizeGreaterThan(30);
    }

    @Test
    void noRouteLeadsOver() {
        Map<String, String> before = stored.marks(theirs);
        List<String> faults = new ArrayList<>();
        int requests = 0;
        for (String route : routes.all()) {
            for (String[] question : questions(route)) {
                String nothing = answer(question, NOTHING);
                for (long id : ids) {
                    requests++;
                    String answer = answer(question, id);
                    if (answer.contains(WORD) || !answer.equals(nothing)) {
                        faults.add(question[0] + " " + question[1] + " " + id + ": " + answer + ", not " + nothing);
                    }
                }
            }
        }
        System.out.println("organizations apart: " + requests + " requests");
        assertThat(faults).isEmpty();
        assertThat(stored.marks(theirs)).isEqualTo(before);
        assertThat(requests).isGreaterThan(FEWEST_REQUESTS);
    }

    /** Returns what can be asked of a route about an id: method, path, body. */
    private static List<String[]> questions(String route) {
        String[] parts = route.split(" ");
        List<String[]> questions = new ArrayList<>();
        for (String module : List.of("Leads", "Contacts", World.POINTERS)) {
            String path = concrete(parts[1]).replace("{module}", module);
            String name = module.equals(World.POINTERS) ? "Name" : "Last_Name";
            String row = "{\"data\":[{\"id\":\"{id}\",\"%s\":\"Mine\"}]}".formatted(name);
            switch (route) {
                case "GET /crm/{version}/{module}/{id}", "DELETE /crm/{version}/{module}/{id}" ->
                    questions.add(new String[] {parts[0], path, ""});
                case "PUT /crm/{version}/{module}/{id}", "PUT /crm/{version}/{module}" ->
                    questions.add(new String[] {parts[0], path, row});
                case "POST /crm/{version}/{module}/{id}/actions/clone" ->
                    questions.add(new String[] {parts[0], path, ""});
                case "POST /crm/{version}/{module}/{id}/actions/change_owner" ->
                    questions.add(new String[] {parts[0], path, "{\"owner\":{\"id\":\"{id}\"}}"});
                case "POST /crm/{version}/{module}/{id}/actions/merge" ->
                    questions.add(new String[] {parts[0], path, "{\"merge\":[{\"data\":[{\"id\":\"1\"}]}]}"});
                case "POST /crm/{version}/{module}/actions/mass_delete",
                        "POST /crm/{version}/{module}/actions/restore" ->
                    questions.add(new String[] {parts[0], path, "{\"ids\":[\"{id}\"]}"});
                case "POST /crm/{version}/{module}/actions/mass_update" ->
                    questions.add(new String[] {
                        parts[0], path, "{\"ids\":[\"{id}\"],\"data\":[{\"%s\":\"Mine\"}]}".formatted(name)
                    });
                case "GET /crm/{version}/{module}/{id}/{list}" ->
                    questions.add(new String[] {parts[0], path.replace("{list}", "Pointers") + "?fields=id", ""});
                case "POST /crm/{version}/{module}/upsert" -> questions.add(new String[] {parts[0], path, row});
                case "DELETE /crm/{version}/{module}" -> questions.add(new String[] {parts[0], path + "?ids={id}", ""});
                case "GET /crm/{version}/{module}/search" ->
                    questions.add(new String[] {parts[0], path + "?fields=id&criteria=(Owner:equals:{id})", ""});
                case "GET /crm/{version}/{module}/actions/count" ->
                    questions.add(new String[] {parts[0], path + "?criteria=(Owner:equals:{id})", ""});
                case "POST /crm/v8/coql", "POST /crm/v2/coql" ->
                    questions.add(new String[] {
                        parts[0], path, "{\"select_query\":\"select id from %s where id = {id}\"}".formatted(module)
                    });
                case "GET /crm/{version}/{module}/{id}/Attachments",
                        "GET /crm/{version}/{module}/{id}/photo",
                        "DELETE /crm/{version}/{module}/{id}/photo",
                        "GET /crm/{version}/{module}/{id}/Notes" -> questions.add(new String[] {parts[0], path, ""});
                case "GET /crm/{version}/{module}/{id}/Attachments/{attachment}",
                        "DELETE /crm/{version}/{module}/{id}/Attachments/{attachment}" ->
                    questions.add(new String[] {parts[0], path.replace("{attachment}", "{id}"), ""});
                case "POST /crm/{version}/{module}/{id}/Attachments" ->
                    questions.add(new String[] {parts[0], path + "?attachmentUrl=https://example.org", ""});
                case "POST /crm/{version}/{module}/{id}/actions/add_tags",
                        "POST /crm/{version}/{module}/{id}/actions/remove_tags",
                        "POST /crm/{version}/{module}/actions/add_tags" ->
                    questions.add(new String[] {parts[0], path, "{\"tags\":[{\"name\":\"Mine\"}],\"ids\":[\"{id}\"]}"});
                case "POST /crm/{version}/Notes" ->
                    questions.add(new String[] {
                        parts[0],
                        path,
                        "{\"data\":[{\"Note_Content\":\"x\",\"Parent_Id\":{\"id\":\"{id}\",\"module\":{\"api_name\":\"%s\"}}}]}"
                                .formatted(module)
                    });
                default -> {}
            }
        }
        switch (route) {
            case "GET /crm/{version}/users/{id}",
                    "DELETE /crm/{version}/users/{id}",
                    "GET /crm/{version}/settings/roles/{id}",
                    "GET /crm/{version}/settings/profiles/{id}",
                    "GET /crm/{version}/settings/variables/{id}",
                    "DELETE /crm/{version}/settings/variables/{id}",
                    "GET /crm/{version}/settings/global_picklists/{id}",
                    "DELETE /crm/{version}/settings/tags/{id}",
                    "GET /crm/{version}/settings/tags/{id}/actions/records_count",
                    "GET /crm/{version}/Notes/{id}" -> questions.add(new String[] {parts[0], concrete(parts[1]), ""});
            case "GET /crm/{version}/files" ->
                questions.add(new String[] {parts[0], concrete(parts[1]) + "?id={id}", ""});
            case "GET /crm/{version}/settings/modules/{name}" ->
                questions.add(new String[] {parts[0], concrete(parts[1]).replace("{name}", "{id}"), ""});
            case "POST /crm/{version}/{module}" ->
                Place.ALL.forEach(place -> questions.add(new String[] {
                    parts[0],
                    "/crm/v8/" + World.POINTERS,
                    "{\"data\":[{\"Name\":\"New\",\"%s\":\"{id}\"}]}".formatted(place.pointer())
                }));
            default -> {}
        }
        return questions;
    }

    private static String concrete(String path) {
        return path.replace("{version}", "v8");
    }

    private String answer(String[] question, long id) {
        HttpResponse<String> answer = api.send(
                stranger,
                question[0],
                question[1].replace("{id}", Long.toString(id)),
                question[2].replace("{id}", Long.toString(id)));
        return answer.statusCode() + " " + answer.body().replaceAll("\\b" + id + "\\b", "ID");
    }

    @Test
    void noServiceLeadsOver() {
        Map<String, String> before = stored.marks(theirs);
        Map<String, String> faults = new TreeMap<>();
        int calls = 0;
        for (ServiceMethod method : services.all()) {
            for (String module : List.of("Leads", "Contacts")) {
                try {
                    List<Object[]> nothing = arguments(method, module, NOTHING);
                    for (int i = 0; i < nothing.size(); i++) {
                        String told = Arrays.deepToString(nothing.get(i));
                        boolean asks = told.contains(Long.toString(NOTHING));
                        if (!asks || (!module.equals("Leads") && !told.contains(module))) {
                            continue;
                        }
                        String expected = answer(method, nothing.get(i), NOTHING);
                        for (long id : ids) {
                            calls++;
                            String answer =
                                    answer(method, arguments(method, module, id).get(i), id);
                            if (answer.contains(WORD) || !answer.equals(expected)) {
                                faults.putIfAbsent(method.way() + " " + i, id + ": " + answer + ", not " + expected);
                            }
                        }
                    }
                } catch (Samples.Unknown _) {
                    // Definitions of the model and keys of devices, which hold no ids of records.
                }
            }
        }
        System.out.println("organizations apart: " + calls + " calls");
        assertThat(faults).isEmpty();
        assertThat(stored.marks(theirs)).isEqualTo(before);
        assertThat(calls).isGreaterThan(FEWEST_CALLS);
    }

    private List<Object[]> arguments(ServiceMethod method, String module, long id) throws Samples.Unknown {
        Samples samples = new Samples(stranger, module, "To_" + module, id);
        List<List<Object>> parts = new ArrayList<>();
        for (Parameter parameter : method.method().getParameters()) {
            parts.add(samples.of(parameter.getParameterizedType(), parameter.getName()));
        }
        return Samples.together(parts);
    }

    /** Calls the method and takes back what it did; what is new in each call is the same letter in all answers. */
    private String answer(ServiceMethod method, Object[] arguments, long id) {
        String answer = method.room().equals("function")
                ? called(method, arguments)
                : String.valueOf(transactions.<String>execute(status -> {
                    status.setRollbackOnly();
                    return called(method, arguments);
                }));
        return answer.replaceAll("\\b" + id + "\\b", "ID")
                .replaceAll("\\d{4}-\\d\\d-\\d\\d[T ][\\d:.]+Z?", "TIME")
                .replaceAll("@[0-9a-f]{4,8}\\b", "@")
                .replaceAll("\\d{9,}", "NEW")
                .replaceAll("[0-9a-f]{32,}", "KEY");
    }

    private static String called(ServiceMethod method, Object[] arguments) {
        for (Object argument : arguments) {
            if (argument instanceof ByteArrayOutputStream out) {
                out.reset();
            }
        }
        try {
            Object result = method.method().invoke(method.bean(), arguments);
            StringBuilder text = new StringBuilder(String.valueOf(result));
            for (Object argument : arguments) {
                if (argument instanceof ByteArrayOutputStream out) {
                    text.append(out);
                }
            }
            return text.toString();
        } catch (InvocationTargetException e) {
            return e.getCause() instanceof PlatformException known
                    ? known.code() + " " + known.getMessage() + " " + new TreeMap<>(known.details())
                    : e.getCause().getClass().getName();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
