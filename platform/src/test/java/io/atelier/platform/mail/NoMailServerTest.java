package io.atelier.platform.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.org.Actor;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@PlatformTest
class NoMailServerTest {
    @Autowired
    private Given given;

    @Autowired
    private MailService mails;

    @Test
    void saysThatNoServerIsConfiguredAndStoresNothing() {
        Actor admin = given.administrator();
        long lead = given.record(
                admin, "Leads", Map.of("Last_Name", "Byron", "Company", "Engine", "Email", "a@example.com"));

        assertThatThrownBy(() -> mails.send(
                        admin,
                        new MailRequest(
                                new MailRequest.Content.AdHoc("Hello", "Hi"),
                                "Leads",
                                lead,
                                new MailRequest.Recipient.Field("Email"))))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        assertThat(mails.ofRecord(admin, "Leads", lead)).isEmpty();
    }
}
