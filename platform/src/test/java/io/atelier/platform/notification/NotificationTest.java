package io.atelier.platform.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.notification.WatchDelivery.State;
import io.atelier.platform.notification.internal.WatchSecrets;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import io.atelier.platform.testing.Receiver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@PlatformTest
class NotificationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final JsonMapper json = new JsonMapper();

    @Autowired
    Given given;

    @Autowired
    NotificationService notifications;

    @Autowired
    RecordService records;

    @Autowired
    InstantSource clock;

    private Actor admin;
    private Receiver receiver;

    @BeforeEach
    void listen() throws IOException {
        admin = given.administrator();
        receiver = new Receiver();
    }

    @AfterEach
    void end() {
        receiver.close();
    }

    @Test
    void tellsOfRecordsThatAreMadeChangedAndDeleted() throws Exception {
        watch(admin, 1, "Leads.all");

        long id = given.record(admin, "Leads", Map.of("Last_Name", "Ali", "Company", "Acme"));
        JsonNode made = json.readTree(receiver.next().body());
        update(id, Map.of("City", "Graz"));
        JsonNode changed = json.readTree(receiver.next().body());
        records.write(admin, WriteRequest.of("Leads", new RecordChange.Delete(id)));
        JsonNode deleted = json.readTree(receiver.next().body());

        assertThat(made.at("/operation").stringValue()).isEqualTo("insert");
        assertThat(made.at("/ids/0").stringValue()).isEqualTo(Long.toString(id));
        assertThat(made.at("/module").stringValue()).isEqualTo("Leads");
        assertThat(made.at("/channel_id").stringValue()).isEqualTo("1");
        assertThat(made.at("/token").stringValue()).isEqualTo("tok");
        assertThat(made.at("/resource_uri").stringValue()).isEqualTo("http://here/crm/v8/Leads");
        assertThat(changed.at("/operation").stringValue()).isEqualTo("update");
        assertThat(changed.at("/affected_fields/0/" + id).toString()).contains("City");
        assertThat(deleted.at("/operation").stringValue()).isEqualTo("delete");
        assertThat(deleted.at("/ids/0").stringValue()).isEqualTo(Long.toString(id));
    }

    @Test
    void signsTheTimeAndTheBodyWithTheSecretThatWasShownOnce() throws Exception {
        NewWatchChannel made = watch(admin, 1, "Leads.create");

        given.record(admin, "Leads", Map.of("Last_Name", "Ali", "Company", "Acme"));
        Receiver.Received got = receiver.next();

        assertThat(got.signature())
                .isEqualTo("sha256="
                        + WatchSecrets.sign(
                                made.secret(), got.timestamp(), got.body().getBytes(StandardCharsets.UTF_8)));
        assertThat(made.toString()).doesNotContain(made.secret());
        assertThat(notifications.find(admin, 1).toString()).doesNotContain(made.secret());
    }

    @Test
    void triesAgainUnderTheSameIdUntilItIsTaken() throws Exception {
        watch(admin, 1, "Leads.create");
        receiver.answerWith(500);

        given.record(admin, "Leads", Map.of("Last_Name", "Ali", "Company", "Acme"));
        String first = receiver.next().delivery();
        await().atMost(PATIENCE).until(() -> only().attempts() == 1);
        assertThat(only().state()).isEqualTo(State.QUEUED);
        assertThat(only().status()).isEqualTo(OptionalInt.of(500));
        receiver.answerWith(204);

        assertThat(receiver.next().delivery()).isEqualTo(first);
        await().atMost(PATIENCE).until(() -> only().state() == State.DELIVERED);
        notifications.replay(admin, 1, only().id());
        assertThat(receiver.next().delivery()).isEqualTo(first);
    }

    @Test
    void tellsNobodyOfWhatTheyMayNotSee() throws Exception {
        Actor clerk = given.person(
                admin,
                new Permissions(
                        false, Map.of("Leads", new ModuleRights(Set.of(Verb.READ), true, Set.of("City"), Set.of()))));
        watch(clerk, 7, "Leads.all");

        long foreign = given.record(admin, "Leads", Map.of("Last_Name", "Secret", "Company", "Acme"));
        await().atMost(PATIENCE).until(() -> states(clerk).equals(List.of(State.DROPPED)));
        update(foreign, Map.of("Owner", Map.of("id", Long.toString(clerk.user().value()))));
        assertThat(receiver.next().body()).contains(Long.toString(foreign)).contains("Owner");
        update(foreign, Map.of("City", "Graz"));
        await().atMost(PATIENCE)
                .until(() -> states(clerk).equals(List.of(State.DROPPED, State.DELIVERED, State.DROPPED)));
        update(foreign, Map.of("City", "Wien", "Company", "Other"));

        assertThat(receiver.next().body()).contains("Company").doesNotContain("City", "Modified_Time");
    }

    @Test
    void aChannelIsItsOwnersOnly() {
        watch(admin, 1, "Leads.all");
        Actor other = given.person(admin, new Permissions(true, Map.of()));

        assertThat(notifications.channels(other)).isEmpty();
        assertThat(notifications.find(other, 1)).isEmpty();
        assertRefused(() -> notifications.delete(other, 1), ErrorCode.NOT_SUBSCRIBED);
        assertRefused(() -> notifications.update(other, data(1, "Leads.all")), ErrorCode.NOT_SUBSCRIBED);
        assertRefused(() -> notifications.deliveries(other, 1), ErrorCode.NOT_SUBSCRIBED);
        assertRefused(() -> notifications.replay(other, 1, 1), ErrorCode.NOT_SUBSCRIBED);
        assertThat(watch(other, 1, "Leads.all").channel().owner()).isEqualTo(other.user());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://localhost:8080/",
                "http://[::ffff:7f00:1]/",
                "http://169.254.169.254/",
                "file:///etc/passwd",
                "https://a@b.example/",
                ""
            })
    void refusesAddressesInside(String url) {
        WatchData inside = new WatchData(1, List.of(WatchEvent.parse("Leads.all")), url, "", Optional.empty());

        assertRefused(() -> notifications.watch(admin, inside, "http://here"), ErrorCode.INVALID_DATA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Leads", ".all", "Leads.", "Leads.ALL", "Leads.read", "Leads.all "})
    void refusesWhatIsNoEvent(String text) {
        assertRefused(() -> WatchEvent.parse(text), ErrorCode.INVALID_DATA);
    }

    @Test
    void aModuleOutOfSightIsAsOneThatIsNotThere() {
        Actor nobody = given.person(
                admin, new Permissions(false, Map.of("Leads", new ModuleRights(Set.of(), false, Set.of(), Set.of()))));

        assertRefused(() -> watch(nobody, 1, "Leads.all"), ErrorCode.INVALID_MODULE);
        assertRefused(() -> watch(admin, 1, "Nothing.all"), ErrorCode.INVALID_MODULE);
    }

    @Test
    void endsWhenItsTimeIsOver() {
        Instant now = clock.instant();

        assertRefused(() -> notifications.watch(admin, ending(now.minusSeconds(1)), ""), ErrorCode.INVALID_DATA);
        notifications.watch(admin, ending(now.plusSeconds(3_600)), "");
    }

    @Test
    void limitsTokensEventsAndChannels() {
        assertRefused(() -> notifications.watch(admin, withToken(51), ""), ErrorCode.INVALID_DATA);
        notifications.watch(admin, withToken(50), "");
        assertRefused(() -> watch(admin, 1, "Leads.all"), ErrorCode.DUPLICATE_DATA);
        assertRefused(
                () -> notifications.watch(admin, new WatchData(2, List.of(), receiver.url(), "", Optional.empty()), ""),
                ErrorCode.INVALID_DATA);
        IntStream.rangeClosed(2, NotificationLimits.MAX_CHANNELS).forEach(n -> watch(admin, n, "Leads.all"));
        assertRefused(() -> watch(admin, 101, "Leads.all"), ErrorCode.LIMIT_EXCEEDED);
    }

    private void update(long id, Map<String, ?> values) {
        records.write(
                        admin,
                        WriteRequest.of("Leads", new RecordChange.Update(id, OptionalLong.empty(), Map.copyOf(values))))
                .single();
    }

    private NewWatchChannel watch(Actor actor, long channel, String event) {
        return notifications.watch(actor, data(channel, event), "http://here");
    }

    private WatchData data(long channel, String event) {
        return new WatchData(channel, List.of(WatchEvent.parse(event)), receiver.url(), "tok", Optional.empty());
    }

    private WatchData ending(Instant time) {
        return new WatchData(1, List.of(WatchEvent.parse("Leads.all")), receiver.url(), "", Optional.of(time));
    }

    private WatchData withToken(int length) {
        return new WatchData(
                1, List.of(WatchEvent.parse("Leads.all")), receiver.url(), "t".repeat(length), Optional.empty());
    }

    private WatchDelivery only() {
        List<WatchDelivery> all = notifications.deliveries(admin, 1);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    /** The oldest first. */
    private List<State> states(Actor actor) {
        return notifications.deliveries(actor, 7).reversed().stream()
                .map(WatchDelivery::state)
                .toList();
    }

    private static void assertRefused(Runnable act, ErrorCode code) {
        assertThatThrownBy(act::run)
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
