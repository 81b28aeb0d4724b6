package io.atelier.platform.access.matrix;

import static io.atelier.platform.access.matrix.Channels.both;
import static io.atelier.platform.access.matrix.Channels.echo;
import static io.atelier.platform.access.matrix.Channels.field;
import static io.atelier.platform.access.matrix.Channels.name;
import static io.atelier.platform.access.matrix.Channels.nothing;
import static io.atelier.platform.access.matrix.Channels.secret;

import io.atelier.platform.testing.Api;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The REST routes, asked by a program that may do whatever its person may. */
@Component
class RestChannels implements Channels {
    private static final String LIST = "GET /crm/{version}/{module}";
    private static final String GET = "GET /crm/{version}/{module}/{id}";
    private static final String SEARCH = "GET /crm/{version}/{module}/search";
    private static final String COUNT = "GET /crm/{version}/{module}/actions/count";
    private static final String FIELDS = "GET /crm/{version}/settings/fields";

    private static final String ATTACHMENTS = "GET /crm/{version}/{module}/{id}/Attachments";
    private static final String PHOTO = "GET /crm/{version}/{module}/{id}/photo";

    private final Api api;

    RestChannels(Api api) {
        this.api = api;
    }

    @Override
    public List<ReadChannel> in(World world) {
        return List.of(
                name(LIST, "list", (p, at) -> get(p, at.module() + "?fields=" + at.name())),
                secret(LIST, "field", (p, at) -> get(p, at.module() + "?fields=" + at.secret())),
                secret(
                        LIST,
                        "sort",
                        (p, at) -> found(at, send(p, at.module() + "?fields=Owner&sort_by=" + at.secret()))),
                name(LIST, "what a lookup is called", (p, at) -> get(p, "Pointers?fields=" + at.pointer())),
                secret(
                        LIST,
                        "field over a lookup",
                        (p, at) -> get(p, "Pointers?fields=%s.%s".formatted(at.pointer(), at.secret()))),
                both(GET, "", (p, at) -> get(p, at.module() + "/" + world.id(at))),
                secret(GET, "field", (p, at) -> get(p, at.module() + "/" + world.id(at) + "?fields=" + at.secret())),
                name(
                        "GET /crm/{version}/{module}/{id}/{list}",
                        "",
                        (p, at) -> get(p, at.module() + "/" + world.id(at) + "/Pointers?fields=" + at.pointer())),
                name("GET /crm/{version}/{module}/deleted", "", (p, at) -> get(p, at.module() + "/deleted")),
                name(
                        LIST,
                        "all of the old version",
                        (p, at) -> api.send(p.actor(), "GET", "/crm/v2/" + at.module() + "?per_page=200", "")
                                .body()
                                .replace(at.secretCanary(), "")),
                secret(LIST, "changed since", (p, at) -> since(p, at.module() + "?fields=" + at.secret())),
                secret(
                        GET,
                        "by a field of its own",
                        (p, at) -> echo(
                                at,
                                byText(p, at.module() + "/" + at.secretCanary(), at.module() + "." + at.secret())
                                        .contains("DUPLICATE_DATA"))),
                name(
                        GET,
                        "what a lookup is called",
                        (p, at) -> get(p, "Pointers/" + world.pointer() + "?fields=" + at.pointer())),
                name(
                        SEARCH,
                        "word",
                        (p, at) -> get(p, at.module() + "/search?fields=" + at.name() + "&word=" + at.nameCanary())),
                secret(
                        SEARCH,
                        "criteria",
                        (p, at) -> found(
                                at,
                                send(p, at.module() + "/search?fields=Owner&criteria=" + isSecret(at.secret(), at)))),
                secret(
                        SEARCH,
                        "criteria over a lookup",
                        (p, at) -> found(
                                at,
                                send(
                                        p,
                                        "Pointers/search?fields=Name&criteria="
                                                + isSecret(at.pointer() + "." + at.secret(), at)))),
                secret(
                        COUNT,
                        "",
                        (p, at) -> echo(
                                at,
                                get(p, at.module() + "/actions/count?criteria=" + isSecret(at.secret(), at))
                                        .matches("\\{\"count\":[1-9].*"))),
                name(
                        "POST /crm/v8/coql",
                        "list",
                        (p, at) -> coql(
                                p, "v8", "select %s from %s where id is not null".formatted(at.name(), at.module()))),
                secret(
                        "POST /crm/v8/coql",
                        "field",
                        (p, at) -> coql(
                                p, "v8", "select %s from %s where id is not null".formatted(at.secret(), at.module()))),
                secret(
                        "POST /crm/v8/coql",
                        "field over a lookup",
                        (p, at) -> coql(
                                p,
                                "v8",
                                "select %s.%s from Pointers where id is not null"
                                        .formatted(at.pointer(), at.secret()))),
                secret(
                        "POST /crm/v2/coql",
                        "group",
                        (p, at) -> coql(
                                p,
                                "v2",
                                "select %1$s, count(id) from %2$s where id is not null group by %1$s"
                                        .formatted(at.secret(), at.module()))),
                field(
                        FIELDS,
                        "",
                        (p, at) -> echo(
                                at,
                                get(p, "settings/fields?module=" + at.module())
                                        .contains("\"api_name\":\"" + at.secret() + "\""))),
                field(
                        FIELDS + "/{id}",
                        "",
                        (p, at) -> found(at, send(p, "settings/fields/" + at.secret() + "?module=" + at.module()))),
                nothing(ATTACHMENTS, "", (p, at) -> get(p, at.module() + "/" + world.id(at) + "/Attachments")),
                nothing(
                        ATTACHMENTS + "/{attachment}",
                        "",
                        (p, at) -> get(p, at.module() + "/" + world.id(at) + "/Attachments/1")),
                nothing(PHOTO, "", (p, at) -> get(p, at.module() + "/" + world.id(at) + "/photo")));
    }

    private HttpResponse<String> send(Person person, String path) {
        return api.send(person.actor(), "GET", "/crm/v8/" + path, "");
    }

    private String since(Person person, String path) {
        return api.send(
                        person.actor(),
                        "GET",
                        "/crm/v8/" + path,
                        "",
                        Map.of("If-Modified-Since", "2001-01-01T00:00:00Z"))
                .body();
    }

    /** Two records have the value: who sees them is told so. */
    private String byText(Person person, String path, String field) {
        return api.send(person.actor(), "GET", "/crm/v8/" + path, "", Map.of("X-EXTERNAL", field))
                .body();
    }

    private String get(Person person, String path) {
        return send(person, path).body();
    }

    private String coql(Person person, String version, String query) {
        return api.send(person.actor(), "POST", "/crm/" + version + "/coql", "{\"select_query\":\"" + query + "\"}")
                .body();
    }

    private static String found(Place place, HttpResponse<String> answer) {
        return echo(place, answer.statusCode() == 200);
    }

    private static String isSecret(String field, Place place) {
        return URLEncoder.encode("(%s:equals:%s)".formatted(field, place.secretCanary()), StandardCharsets.UTF_8);
    }
}
