package io.atelier.platform.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.api.openapi.Contract.Operation;
import io.atelier.platform.oauth.ApiClientData;
import io.atelier.platform.oauth.ApiClientService;
import io.atelier.platform.oauth.NewApiClient;
import io.atelier.platform.oauth.Scope;
import io.atelier.platform.oauth.TokenAnswer;
import io.atelier.platform.oauth.TokenService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.testing.Api;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import io.atelier.platform.usage.ApiLimitService;
import io.atelier.platform.usage.ApiLimits;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Lets sqlmap at its most thorough look for a hole in the database through every documented parameter of reads and the values
 * of the bodies that say what is looked for. Takes an hour or more, so it runs by {@code platform/sqlmap.sh} and not with the
 * other tests.
 */
@PlatformTest
@EnabledIfSystemProperty(named = SqlmapTest.PROGRAM, matches = ".+")
class SqlmapTest {
    static final String PROGRAM = "sqlmap.path";

    /** Says which operations are tried: a part of their names; empty for all. */
    private static final String ONLY = System.getProperty("sqlmap.only", "");

    /** Where sqlmap tries what it knows. */
    private static final String MARK = "*";

    private static final String MODULE = "Leads";

    /** A good value of each documented parameter, so that requests reach the database; a new parameter must be put here. */
    private static final Map<String, String> VALUES = new TreeMap<>(Map.ofEntries(
            Map.entry("fields", "Last_Name"),
            Map.entry("ids", "ID"),
            Map.entry("cvid", "VIEW"),
            Map.entry("page", "1"),
            Map.entry("per_page", "10"),
            Map.entry("page_token", "x"),
            Map.entry("sort_by", "Last_Name"),
            Map.entry("sort_order", "asc"),
            Map.entry("tag", "VIP"),
            Map.entry("criteria", "(Last_Name:equals:Byron)"),
            Map.entry("email", "ada@example.com"),
            Map.entry("phone", "555"),
            Map.entry("word", "Byron"),
            Map.entry("type", "all"),
            Map.entry("module", MODULE),
            Map.entry("cursor", "1"),
            Map.entry("modules", MODULE),
            Map.entry("job_id", "1"),
            Map.entry("category", "1"),
            Map.entry("include", "id"),
            Map.entry("name", "x"),
            Map.entry("group", "x"),
            Map.entry("channel_id", "1"),
            Map.entry("channel", "1"),
            Map.entry("fields_attachment_id", "1"),
            Map.entry("id", "ID"),
            Map.entry("since", "0"),
            Map.entry("limit", "10"),
            Map.entry("my_tags", "false"),
            Map.entry("filters", "x"),
            Map.entry("feature", "x"),
            Map.entry("layout_id", "1"),
            Map.entry("states", "x")));

    /** Bodies that the database is asked with; each mark is tried. */
    private static final Map<String, String> BODIES = new TreeMap<>(Map.of(
            "POST /crm/v8/coql",
            "{\"select_query\":\"select Last_Name from Leads where Last_Name = 'Byron*' limit 10\"}",
            "POST /crm/v8/Leads/upsert",
            "{\"data\":[{\"Last_Name\":\"Byron*\",\"Company\":\"C\",\"Email\":\"ada@example.com*\"}],"
                    + "\"duplicate_check_fields\":[\"Email*\"]}",
            "PUT /crm/v8/Leads",
            "{\"data\":[{\"id\":\"ID*\",\"City\":\"London*\"}]}",
            "POST /crm/v8/Leads/actions/mass_update",
            "{\"data\":[{\"City\":\"London*\"}],\"ids\":[\"ID*\"]}",
            "POST /crm/v8/Leads/actions/add_tags",
            "{\"tags\":[{\"name\":\"VIP*\"}],\"ids\":[\"ID*\"]}",
            "POST /crm/bulk/v8/read",
            "{\"query\":{\"module\":{\"api_name\":\"Leads*\"},\"fields\":[\"Last_Name*\"],\"criteria\":{\"field\":"
                    + "{\"api_name\":\"Last_Name*\"},\"comparator\":\"equal*\",\"value\":\"Byron*\"}}}"));

    @Autowired
    private Given given;

    @Autowired
    private Api api;

    @Autowired
    private ApiClientService clients;

    @Autowired
    private ApiLimitService limits;

    @Autowired
    private TokenService tokens;

    @LocalServerPort
    private int port;

    @TempDir
    private Path folder;

    private Contract contract;
    private String token;
    private String record;

    @BeforeEach
    void aProgramWithoutBounds() {
        Actor admin = given.administrator();
        api.letIn(admin, admin);
        record = Long.toString(given.record(
                admin,
                MODULE,
                Map.of("Last_Name", "Byron", "Company", "Engines", "Email", "ada@example.com", "Phone", "555")));
        contract =
                new Contract(api.send(admin, "GET", "/crm/v8/openapi.json", "").body());
        NewApiClient made = clients.create(
                admin,
                ApiClientData.credentials(
                        "sqlmap",
                        Scope.parse("ZohoCRM.modules.ALL,ZohoCRM.settings.ALL,ZohoCRM.users.ALL,ZohoCRM.org.ALL,"
                                + "ZohoCRM.coql.READ,ZohoCRM.bulk.ALL,ZohoCRM.notifications.ALL")));
        limits.change(
                admin,
                made.clientId(),
                new ApiLimits(ApiLimits.MAX_CREDITS, ApiLimits.MAX_CONCURRENT, ApiLimits.MAX_PER_MINUTE));
        TokenAnswer answer = tokens.clientCredentials(made.clientId(), Optional.of(made.secret()), Optional.empty());
        token = ((TokenAnswer.Issued) answer).accessToken();
    }

    @TestFactory
    Stream<DynamicTest> sqlmapFindsNothing() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Operation operation : contract.operations()) {
            List<String> names = parameters(operation);
            if (operation.verb().equals("GET") && ofOneModule(operation) && (!names.isEmpty() || hasId(operation))) {
                String path = operation.path().replaceAll("\\{[^}]*}", record + "*");
                String query = names.stream()
                        .map(name -> name + "=" + encoded(value(name)) + MARK)
                        .collect(Collectors.joining("&"));
                tests.add(attack(operation.toString(), "GET", path + (query.isEmpty() ? "" : "?" + query), ""));
            }
        }
        BODIES.forEach((operation, body) -> {
            String[] parts = operation.split(" ");
            tests.add(attack(operation, parts[0], parts[1], body.replace("ID", record)));
        });
        return tests.stream().filter(test -> test.getDisplayName().contains(ONLY));
    }

    /** All modules are served by the same code; one stands for them. */
    private boolean ofOneModule(Operation operation) {
        return contract.writable().stream()
                .filter(module -> !module.equals(MODULE))
                .noneMatch(module -> (operation.path() + "/").contains("/" + module + "/"));
    }

    private static boolean hasId(Operation operation) {
        return operation.path().contains("{");
    }

    private List<String> parameters(Operation operation) {
        return operation
                .description()
                .path("parameters")
                .valueStream()
                .map(contract::resolved)
                .filter(parameter -> parameter.at("/in").asString().equals("query"))
                .map(parameter -> parameter.at("/name").asString())
                .toList();
    }

    private String value(String parameter) {
        String value = Objects.requireNonNull(VALUES.get(parameter), () -> "give " + parameter + " a value");
        return value.equals("ID") ? record : value;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private DynamicTest attack(String name, String method, String address, String body) {
        return DynamicTest.dynamicTest(name, () -> {
            String output = sqlmap(method, address, body);
            assertThat(output).contains("injection point").doesNotContain("is vulnerable", "identified the following");
            assertThat(output).contains("all tested parameters do not appear to be injectable");
        });
    }

    private String sqlmap(String method, String address, String body) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty(PROGRAM),
                "--batch",
                "--flush-session",
                "--level=5",
                "--risk=3",
                "--dbms=PostgreSQL",
                "--threads=4",
                "--timeout=60",
                "--ignore-code=*",
                "--skip-waf",
                "--disable-coloring",
                "--method=" + method,
                "--header=Authorization: Bearer " + token,
                "--output-dir=" + folder.resolve("out"),
                "-u",
                "http://localhost:" + port + address));
        if (!body.isEmpty()) {
            command.add("--header=Content-Type: application/json");
            command.add("--data=" + body);
        }
        Path output = Files.createTempFile(folder, "sqlmap", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.waitFor();
        return Files.readString(output);
    }
}
