package io.atelier.studio;

import io.atelier.platform.identity.OwnerInvitationService;
import java.io.PrintStream;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Prints where Atelier is and, while nobody can sign in, the link for its first person. */
@Component
class StartMessage {
    private final OwnerInvitationService invitations;
    private final String configuredAddress;

    @SuppressWarnings("SystemOut") // the person at the terminal is the reader; the token must not reach the log
    private final PrintStream terminal = System.out;

    StartMessage(OwnerInvitationService invitations, @Value("${atelier.address:}") String configuredAddress) {
        this.invitations = invitations;
        this.configuredAddress = configuredAddress;
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        String address = configuredAddress.isBlank()
                ? "http://localhost:" + port(event)
                : configuredAddress.replaceAll("/+$", "");
        Optional<String> token = invitations.renew();
        StringBuilder text =
                new StringBuilder("\nAtelier is ready: ").append(address).append('\n');
        token.ifPresent(secret -> text.append("Nobody can sign in yet. Open this link once to become the owner; it is"
                        + " valid for 7 days:\n  ")
                .append(address)
                .append("/welcome/")
                .append(secret)
                .append('\n'));
        terminal.println(text);
    }

    private static int port(ApplicationReadyEvent event) {
        return event.getApplicationContext() instanceof WebServerApplicationContext context
                        && context.getWebServer() != null
                ? context.getWebServer().getPort()
                : 0;
    }
}
