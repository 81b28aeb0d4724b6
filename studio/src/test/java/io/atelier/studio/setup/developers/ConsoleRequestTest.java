package io.atelier.studio.setup.developers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleRequestTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/crm/v8/Leads",
                " /crm/v8/Leads ",
                "/crm/v8/Leads/",
                "/crm/bulk/v8/read",
                "/crm/v8/Leads/1/actions/convert",
                "/crm/v8/Leads/%41"
            })
    void aPathOfTheApiIsGood(String path) {
        assertThat(get(path).isGood()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "crm/v8/Leads",
                "/crm",
                "/setup/export",
                "//evil.example.org/crm/v8",
                "/crm//evil.example.org",
                "http://evil.example.org/crm/v8",
                "@evil.example.org/crm/v8",
                ":80@evil.example.org/crm/",
                "/crm/../setup",
                "/crm/./v8",
                "/crm/v8/Leads?fields=id",
                "/crm/v8/Leads#x",
                "/crm/v8/Le ads",
                "/crm/v8/Leads\r\nX-Evil: 1",
                "/crm/v8\\Leads",
                "/crm/v8/Лиды"
            })
    void anyOtherIsNot(String path) {
        assertThat(get(path).isGood()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"984, true", "985, false"})
    void aPathHasItsMost(int more, boolean good) {
        String path = "/crm/v8/Leads/12" + "3".repeat(more);
        assertThat(path.length() <= ConsoleRequest.MAX_PATH).isEqualTo(good);
        assertThat(get(path).isGood()).isEqualTo(good);
    }

    @Test
    void parametersAreEncodedOnce() {
        ConsoleRequest request = new ConsoleRequest(
                ConsoleMethod.GET,
                "/crm/v8/Leads/search",
                List.of(
                        new ConsoleRequest.Parameter("criteria", "(Last_Name:equals:Ä & \"B\"+#)"),
                        new ConsoleRequest.Parameter(" ", "left out"),
                        new ConsoleRequest.Parameter("page", "1")),
                "ignored");

        assertThat(request.target())
                .isEqualTo(
                        "/crm/v8/Leads/search?criteria=%28Last_Name%3Aequals%3A%C3%84%20%26%20%22B%22%2B%23%29&page=1");
        assertThat(request.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /crm/v8/Leads, false",
        "POST, /crm/v8/coql, false",
        "POST, /crm/v8/Leads, true",
        "PUT, /crm/v8/Leads, true",
        "PATCH, /crm/v8/settings/fields, true",
        "DELETE, /crm/v8/Leads/1, true"
    })
    void knowsWhatMayChangeSomething(ConsoleMethod method, String path, boolean writes) {
        assertThat(new ConsoleRequest(method, path, List.of(), "").writes()).isEqualTo(writes);
    }

    @ParameterizedTest
    @EnumSource
    void noBodyEndsTheTextOfASample(CodeSample sample) {
        String body = "{\"a\":\"it's \\\"quoted\\\" $(rm) `x` ${y}\"}";
        String code = sample.of(
                new ConsoleRequest(ConsoleMethod.POST, "/crm/v8/Leads", List.of(), body), "https://crm.example.org");

        assertThat(code).contains("https://crm.example.org/crm/v8/Leads", "POST", "ACCESS_TOKEN");
        assertThat(code)
                .contains(
                        sample == CodeSample.CURL
                                ? "'{\"a\":\"it'\\''s \\\"quoted\\\" $(rm) `x` ${y}\"}'"
                                : CodeSample.literal(body));
    }

    private static ConsoleRequest get(String path) {
        return new ConsoleRequest(ConsoleMethod.GET, path, List.of(), "");
    }
}
