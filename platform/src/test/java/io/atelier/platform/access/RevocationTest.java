package io.atelier.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import io.atelier.platform.testing.PlatformTestApplication;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is taken away is gone on every node, also on one that did not hear of it. */
@PlatformTest
class RevocationTest {
    private static final Duration AT_ONCE = Duration.ofSeconds(2);
    private static final Duration RECONNECTED = Duration.ofSeconds(10);
    private static final ModuleRights NOTHING = new ModuleRights(Set.of(), false, Set.of(), Set.of());

    @Autowired
    Given given;

    @Autowired
    ProfileService profiles;

    @Autowired
    SharingService sharing;

    @Autowired
    HikariDataSource dataSource;

    @Autowired
    OrgJdbc jdbc;

    @Autowired
    JdbcClient plain;

    @Autowired
    UserService users;

    @Test
    void rightsAreGoneOnTheOtherNodeToo() {
        Actor admin = given.administrator();
        Actor reader = given.person(admin, new Permissions(false, Map.of()));
        long contact = given.record(admin, "Contacts", Map.of("Last_Name", "Seen"));
        try (ConfigurableApplicationContext other = otherNode()) {
            RecordService there = other.getBean(RecordService.class);
            assertThat(sees(there, reader, contact)).isTrue();

            sharing.changeDefault(admin, "Contacts", DefaultSharing.PRIVATE);
            await().atMost(AT_ONCE).until(() -> !sees(there, reader, contact));
            sharing.changeDefault(admin, "Contacts", DefaultSharing.PUBLIC_READ_ONLY);
            await().atMost(AT_ONCE).until(() -> sees(there, reader, contact));
            close(admin, reader);
            await().atMost(AT_ONCE).until(() -> !sees(there, reader, contact));
        }
    }

    @Test
    void aNodeThatMissedANoticeForgetsAllOnceItHearsAgain() {
        Actor admin = given.administrator();
        Actor reader = given.person(admin, new Permissions(false, Map.of()));
        long contact = given.record(admin, "Contacts", Map.of("Last_Name", "Seen"));
        try (ConfigurableApplicationContext other = otherNode()) {
            RecordService there = other.getBean(RecordService.class);
            assertThat(sees(there, reader, contact)).isTrue();

            jdbc.sql(admin.org(), "update {s}.sys_user set state = 'INACTIVE' where id = ?")
                    .params(reader.user().value())
                    .update();
            assertThat(sees(there, reader, contact)).as("from memory").isTrue();
            breakListeners();

            await().atMost(RECONNECTED).until(() -> !sees(there, reader, contact));
        }
    }

    private void breakListeners() {
        assertThat(plain.sql("""
                        select count(pg_terminate_backend(pid)) from pg_stat_activity
                        where datname = current_database() and query = 'listen atelier'""").query(Integer.class).single()).isPositive();
    }

    private void close(Actor admin, Actor person) {
        profiles.change(
                admin,
                users.get(person.org(), person.user()).profileId(),
                new Permissions(false, Map.of()),
                new Permissions(false, Map.of("Contacts", NOTHING)));
    }

    private static boolean sees(RecordService node, Actor actor, long contact) {
        try {
            return node.find(actor, "Contacts", contact).isPresent();
        } catch (PlatformException _) {
            return false;
        }
    }

    private ConfigurableApplicationContext otherNode() {
        return new SpringApplicationBuilder(PlatformTestApplication.class)
                .run(
                        "--server.port=0",
                        "--atelier.database.url=" + dataSource.getJdbcUrl(),
                        "--atelier.database.user=" + dataSource.getUsername(),
                        "--atelier.database.password=" + dataSource.getPassword());
    }
}
