package io.atelier.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.org.Actor;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@PlatformTest
class UserServiceTest {
    @Autowired
    private Given given;

    @Autowired
    private UserService users;

    @Autowired
    private PlatformTransactionManager transactions;

    @Test
    void aTransactionSeesTheUserThatItAddsAndOthersDoNotIfItIsUndone() {
        Actor admin = given.administrator();
        int before = users.all(admin.org()).size();
        long profile = users.get(admin.org(), admin.user()).profileId();

        Integer within = new TransactionTemplate(transactions).execute(status -> {
            users.create(admin.org(), "undone@example.org", "Undone", profile, Locale.ENGLISH, ZoneId.of("UTC"));
            int seen = users.all(admin.org()).size();
            status.setRollbackOnly();
            return seen;
        });

        assertThat(within).isEqualTo(before + 1);
        assertThat(users.all(admin.org())).hasSize(before);
    }

    @Test
    void aChangeShowsAtOnce() {
        Actor admin = given.administrator();
        users.all(admin.org());

        users.changeLanguage(admin.org(), admin.user(), Locale.of("ru"));

        assertThat(users.byId(admin.org()).get(admin.user()).language()).isEqualTo(Locale.of("ru"));
    }
}
