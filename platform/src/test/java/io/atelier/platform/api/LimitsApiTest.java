package io.atelier.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.org.Actor;
import io.atelier.platform.testing.Api;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** How much one request may name: the most is taken, one more is refused with the limit, and nothing is cut. */
@PlatformTest
class LimitsApiTest {
    private static final Pattern REPEATED = Pattern.compile("<([^>]*)>");

    @Autowired
    private Given given;

    @Autowired
    private Api api;

    private Actor admin;

    @BeforeEach
    void somebodyWithAToken() {
        admin = given.administrator();
        api.letIn(admin, admin);
    }

    /** What stands in angle brackets comes as often as the limit says, each time with its number for the sign {@code #}. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        50  | GET    | Contacts?fields=<F#>                |
        100 | GET    | Contacts?fields=id&ids=<#>          |
        1000 | POST   | Contacts                            | {"data":[<{}>]}
        1000 | PUT    | Contacts                            | {"data":[<{"id":"#"}>]}
        100 | DELETE | Contacts?ids=<#>                    |
        1000 | POST   | Contacts/upsert                     | {"data":[<{}>]}
        25  | POST   | Contacts/upsert                     | {"data":[{}],"duplicate_check_fields":[<"F#">]}
        500 | POST   | Contacts/actions/mass_update        | {"data":[{"Phone":"1"}],"ids":[<"#">]}
        500 | POST   | Contacts/actions/mass_delete        | {"ids":[<"#">]}
        500 | POST   | Contacts/actions/restore            | {"ids":[<"#">]}
        500 | POST   | Contacts/actions/change_owner       | {"ids":[<"#">],"owner":{"id":"1"}}
        1   | POST   | Contacts/actions/mass_update        | {"data":[<{"Phone":"1"}>],"ids":["1"]}
        100 | PUT    | Contacts/1/Products                 | {"data":[<{"id":"#"}>]}
        100 | DELETE | Contacts/1/Products?ids=<#>         |
        100 | POST   | Contacts/1/actions/merge            | {"merge":[{"data":[<{"id":"#"}>]}]}
        100 | POST   | Contacts/actions/add_tags           | {"tags":[{"name":"a"}],"ids":[<"#">]}
        100 | POST   | Contacts/actions/add_tags?tag_names=a&ids=<#> |
        100 | POST   | Contacts/actions/remove_tags        | {"tags":[{"name":"a"}],"ids":[<"#">]}
        10  | POST   | Contacts/1/actions/add_tags         | {"tags":[<{"name":"t#"}>]}
        1000 | POST   | Notes                               | {"data":[<{}>]}
        1000 | PUT    | Notes                               | {"data":[<{"id":"#"}>]}
        1   | PUT    | Notes/1                             | {"data":[<{}>]}
        100 | POST   | settings/tags?module=Contacts       | {"tags":[<{}>]}
        1   | PUT    | settings/tags/1                     | {"tags":[<{}>]}
        5   | POST   | settings/fields?module=Contacts     | {"fields":[<{}>]}
        5   | PATCH  | settings/fields?module=Contacts     | {"fields":[<{"id":"#"}>]}
        1   | POST   | settings/modules                    | {"modules":[<{}>]}
        100 | POST   | settings/variables                  | {"variables":[<{}>]}
        100 | DELETE | settings/variables?ids=<#>          |
        1   | POST   | settings/roles                      | {"roles":[<{}>]}
        1   | POST   | org/currencies                      | {"currencies":[<{}>]}
        1   | POST   | users                               | {"users":[<{}>]}
        10  | PUT    | users                               | {"users":[<{"id":"#"}>]}
        """)
    void oneMoreIsRefused(int most, String method, String path, String body) {
        String less = answer(method, path, body, most - 1);
        String all = answer(method, path, body, most);
        String more = answer(method, path, body, most + 1);

        assertThat(less).doesNotContain("\"LIMIT_EXCEEDED\"", "INTERNAL_ERROR", "INVALID_URL_PATTERN\",\"details\":{}");
        assertThat(all).doesNotContain("\"LIMIT_EXCEEDED\"", "INTERNAL_ERROR", "INVALID_URL_PATTERN\",\"details\":{}");
        assertThat(more).startsWith("400").contains("\"LIMIT_EXCEEDED\"", "\"limit\":" + most);
    }

    @ParameterizedTest
    @CsvSource({
        "Contacts?fields=Last_Name",
        "Contacts/deleted?type=all",
        "Notes?fields=id",
        "users?type=AllUsers",
        "Contacts/search?fields=id&word=nobody"
    })
    void aPageHasItsMost(String path) {
        assertThat(answer("GET", path + "&per_page=199", null, 0)).startsWith("20");
        assertThat(answer("GET", path + "&per_page=200", null, 0)).startsWith("20");
        assertThat(answer("GET", path + "&per_page=201", null, 0))
                .startsWith("400")
                .contains("\"limit\":200");
    }

    private String answer(String method, String path, String body, int times) {
        var answer = api.send(admin, method, "/crm/v8/" + filled(path, times), body == null ? "" : filled(body, times));
        return answer.statusCode() + " " + answer.body();
    }

    private static String filled(String text, int times) {
        return REPEATED.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(IntStream.rangeClosed(1, times)
                        .mapToObj(number -> found.group(1).replace("#", Integer.toString(number)))
                        .collect(Collectors.joining(","))));
    }
}
