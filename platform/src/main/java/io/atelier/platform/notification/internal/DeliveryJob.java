package io.atelier.platform.notification.internal;

import io.atelier.platform.common.PlatformException;
import io.atelier.platform.connection.OutboundAnswer;
import io.atelier.platform.connection.OutboundClient;
import io.atelier.platform.connection.OutboundRequest;
import io.atelier.platform.job.JobHandler;
import io.atelier.platform.job.JobService;
import io.atelier.platform.notification.NotificationLimits;
import io.atelier.platform.notification.WatchChannel;
import io.atelier.platform.notification.WatchDelivery.State;
import io.atelier.platform.org.OrgId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Sends one delivery. A crash between the answer and the note of it sends it once more, under the same id, by which the
 * receiver can tell.
 */
@Component
public class DeliveryJob implements JobHandler<DeliveryJob.Data> {
    public static final String NAME = "notification";

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final int GROWTH = 4;

    private final DeliveryStore deliveries;
    private final WatchStore channels;
    private final WatchSecrets secrets;
    private final WatchBody bodies;
    private final OutboundClient client;
    private final JobService jobs;
    private final InstantSource clock;
    private final TransactionOperations transactions;

    DeliveryJob(
            DeliveryStore deliveries,
            WatchStore channels,
            WatchSecrets secrets,
            WatchBody bodies,
            OutboundClient client,
            JobService jobs,
            InstantSource clock,
            TransactionOperations transactions) {
        this.deliveries = deliveries;
        this.channels = channels;
        this.secrets = secrets;
        this.bodies = bodies;
        this.client = client;
        this.jobs = jobs;
        this.clock = clock;
        this.transactions = transactions;
    }

    /** Names the row that says what to send. */
    public record Data(long org, long delivery) {}

    /** What became of a try. */
    private record Outcome(State state, OptionalInt status, String message) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<Data> dataType() {
        return Data.class;
    }

    @Override
    public void run(Data data) {
        OrgId org = new OrgId(data.org());
        Optional<QueuedDelivery> found = deliveries.queued(org, data.delivery());
        Optional<WatchStore.Sealed> sealed = found.flatMap(delivery -> channels.sealed(org, delivery.watchId()));
        if (found.isEmpty() || sealed.isEmpty()) {
            return;
        }
        QueuedDelivery delivery = found.get();
        Outcome outcome = attempt(org, sealed.get(), delivery);
        int attempts = delivery.attempts() + 1;
        boolean again = outcome.state() == State.QUEUED && attempts < NotificationLimits.MAX_ATTEMPTS;
        State state = outcome.state() == State.QUEUED && !again ? State.DEAD : outcome.state();
        Instant now = clock.instant();
        transactions.executeWithoutResult(_ -> {
            deliveries.tried(org, delivery.id(), state, outcome.status(), outcome.message(), now);
            if (again) {
                jobs.enqueueAt(NAME, data, now.plus(pause(attempts)));
            }
        });
    }

    /** @param attempts 1 or more */
    static Duration pause(int attempts) {
        return FIRST_PAUSE.multipliedBy((long) Math.pow(GROWTH, attempts - 1.0));
    }

    private Outcome attempt(OrgId org, WatchStore.Sealed sealed, QueuedDelivery delivery) {
        try {
            Optional<byte[]> body = bodies.write(org, sealed.channel(), delivery, clock.instant());
            if (body.isEmpty()) {
                return new Outcome(State.DROPPED, OptionalInt.empty(), "");
            }
            int status = send(org, sealed, delivery, body.get()).status();
            return status >= 200 && status < 300
                    ? new Outcome(State.DELIVERED, OptionalInt.of(status), "")
                    : new Outcome(State.QUEUED, OptionalInt.of(status), "The receiver answered " + status + ".");
        } catch (PlatformException e) {
            return new Outcome(State.QUEUED, OptionalInt.empty(), e.getMessage());
        } catch (IOException _) {
            // What the network said may tell of names and addresses inside.
            return new Outcome(State.QUEUED, OptionalInt.empty(), "The receiver could not be reached in time.");
        }
    }

    private OutboundAnswer send(OrgId org, WatchStore.Sealed sealed, QueuedDelivery delivery, byte[] body)
            throws IOException {
        WatchChannel channel = sealed.channel();
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        String secret = secrets.open(org, channel.id(), sealed.secret());
        return client.send(new OutboundRequest(
                "POST",
                channel.data().notifyUrl(),
                Map.of(
                        "Content-Type",
                        "application/json",
                        "User-Agent",
                        "Atelier",
                        "X-Atelier-Delivery",
                        Long.toString(delivery.id()),
                        "X-Atelier-Timestamp",
                        timestamp,
                        "X-Atelier-Signature",
                        "sha256=" + WatchSecrets.sign(secret, timestamp, body)),
                body));
    }
}
