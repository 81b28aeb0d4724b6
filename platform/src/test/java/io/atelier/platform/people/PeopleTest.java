package io.atelier.platform.people;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.identity.Account;
import io.atelier.platform.identity.Origin;
import io.atelier.platform.identity.SignInService;
import io.atelier.platform.identity.SignInStep;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.MovingClock;
import io.atelier.platform.testing.PlatformTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What tests of people share: a clock to put forward, a mail server, people with passwords. */
@PlatformTest
@Import(MovingClock.Configuration.class)
abstract class PeopleTest {
    static final String PASSWORD = "correct horse battery";
    static final GreenMail SERVER = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @Autowired
    Given given;

    @Autowired
    MovingClock clock;

    @Autowired
    UserService users;

    @Autowired
    SignInService signIns;

    @DynamicPropertySource
    static void server(DynamicPropertyRegistry properties) {
        if (!SERVER.isRunning()) {
            SERVER.start(); // for all classes of the run, which share one context; the JVM ends it
        }
        properties.add("spring.mail.host", () -> "127.0.0.1");
        properties.add("spring.mail.port", () -> SERVER.getSmtp().getPort());
        properties.add("atelier.mail.from", () -> "crm@example.org");
    }

    @AfterEach
    void rightTime() {
        clock.reset();
    }

    /** Returns an address that no other test comes from. */
    static Origin somewhere() {
        UUID id = UUID.randomUUID();
        return new Origin(
                "2001:db8::" + Integer.toHexString((int) id.getMostSignificantBits() & 0xffff) + ":"
                        + Integer.toHexString((int) id.getLeastSignificantBits() & 0xffff),
                "Test/1.0");
    }

    final Actor standard(Actor admin) {
        return withPassword(given.person(admin, new Permissions(false, Map.of())));
    }

    final Actor administrator() {
        return withPassword(given.administrator());
    }

    final Actor withPassword(Actor actor) {
        signIns.setPassword(account(actor), email(actor), PASSWORD);
        return actor;
    }

    final String email(Actor actor) {
        return user(actor).email();
    }

    final User user(Actor actor) {
        return users.get(actor.org(), actor.user());
    }

    static Account account(Actor actor) {
        return new Account(actor.org(), actor.user());
    }

    final boolean canSignIn(Actor actor) {
        return signIns.authenticate(email(actor), PASSWORD, somewhere()) instanceof SignInStep.Accepted;
    }

    /** Runs the same many times at once and returns what came of each. */
    static <T> List<T> atOnce(int times, Callable<T> task) throws InterruptedException, ExecutionException {
        try (ExecutorService pool = Executors.newFixedThreadPool(times)) {
            List<Future<T>> running = pool.invokeAll(Collections.nCopies(times, task));
            List<T> results = new ArrayList<>();
            for (Future<T> result : running) {
                results.add(result.get());
            }
            return results;
        }
    }
}
