package io.atelier.platform.api.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.access.Permissions;
import io.atelier.platform.oauth.ApiClientService;
import io.atelier.platform.oauth.NewApiClient;
import io.atelier.platform.oauth.Scope;
import io.atelier.platform.oauth.TokenAnswer;
import io.atelier.platform.oauth.TokenRequest;
import io.atelier.platform.oauth.TokenService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Lets Zoho's own client, as published, use a started server: {@code node --test} in the folder {@code zoho-sdk}, where {@code
 * npm ci} was run before. Each of its tests is one here.
 */
@PlatformTest
@EnabledIfSystemProperty(named = ZohoClientTest.NODE, matches = ".+")
class ZohoClientTest {
    static final String NODE = "node.path";

    private static final Path FOLDER =
            Path.of("..", "zoho-sdk").toAbsolutePath().normalize();
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final String EVERYTHING =
            "ZohoCRM.modules.ALL,ZohoCRM.settings.ALL,ZohoCRM.users.ALL,ZohoCRM.org.ALL,"
                    + "ZohoCRM.coql.READ,ZohoCRM.bulk.ALL,ZohoCRM.files.ALL,ZohoCRM.notifications.ALL";
    private static final String LITTLE = "ZohoCRM.modules.Leads.READ,ZohoCRM.settings.fields.READ";

    @Autowired
    private Given given;

    @Autowired
    private ApiClientService clients;

    @Autowired
    private TokenService tokens;

    @LocalServerPort
    private int port;

    @TempDir
    private Path results;

    @TestFactory
    Stream<DynamicTest> zohosOwnClientIsServed() throws IOException, InterruptedException {
        assertThat(FOLDER.resolve("node_modules")).as("run npm ci in " + FOLDER).isDirectory();
        Path report = results.resolve("report.xml");
        Path output = results.resolve("output.txt");

        int result = run(report, output);

        NodeReport tests = NodeReport.read(report);
        assertThat(tests.cases()).as(Files.readString(output)).isNotEmpty();
        assertThat(tests.allPassed()).as(Files.readString(output)).isEqualTo(result == 0);
        return tests.cases().stream().map(NodeReport.Case::asTest);
    }

    private int run(Path report, Path output) throws IOException, InterruptedException {
        ProcessBuilder node = new ProcessBuilder(
                        System.getProperty(NODE),
                        "--test",
                        "--test-reporter=spec",
                        "--test-reporter-destination=stdout",
                        "--test-reporter=junit",
                        "--test-reporter-destination=" + report,
                        "src/test/javascript/")
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        node.environment().putAll(environment());
        Process process = node.start();
        boolean ended = process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        assertThat(ended).as(Files.readString(output)).isTrue();
        return process.exitValue();
    }

    private Map<String, String> environment() {
        Actor admin = given.administrator();
        given.person(admin, new Permissions(false, Map.of()));
        NewApiClient client = clients.create(admin, "Zoho's client");
        TokenAnswer.Issued issued = exchange(admin, client, EVERYTHING);
        String revoked = accessToken(admin, client, EVERYTHING);
        tokens.revoke(revoked);
        return Map.of(
                "ATELIER",
                "http://localhost:" + port,
                "ACCESS_TOKEN",
                issued.accessToken(),
                "REFRESH_TOKEN",
                issued.refreshToken().orElseThrow(),
                "READER_TOKEN",
                accessToken(admin, client, LITTLE),
                "REVOKED_TOKEN",
                revoked,
                "CLIENT_ID",
                client.clientId(),
                "CLIENT_SECRET",
                client.secret(),
                "GRANT_CODE",
                code(admin, client, EVERYTHING));
    }

    private String accessToken(Actor actor, NewApiClient client, String scopes) {
        return exchange(actor, client, scopes).accessToken();
    }

    private TokenAnswer.Issued exchange(Actor actor, NewApiClient client, String scopes) {
        return (TokenAnswer.Issued) tokens.exchangeCode(
                TokenRequest.ofCode(client.clientId(), client.secret(), code(actor, client, scopes)));
    }

    private String code(Actor actor, NewApiClient client, String scopes) {
        return clients.grantCode(actor, client.clientId(), Scope.parse(scopes));
    }
}
