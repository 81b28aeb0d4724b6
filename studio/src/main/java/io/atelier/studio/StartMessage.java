package io.atelier.studio;

import io.atelier.platform.identity.OwnerInvitationService;
import io.atelier.platform.solution.DemoService;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.ZoneId;
import java.util.HexFormat;
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
    private final DemoService demo;
    private final String configuredAddress;
    private final boolean demoWanted;

    @SuppressWarnings("SystemOut") // the person at the terminal is the reader; the token must not reach the log
    private final PrintStream terminal = System.out;

    StartMessage(
            OwnerInvitationService invitations,
            DemoService demo,
            @Value("${atelier.address:}") String configuredAddress,
            @Value("${atelier.demo:false}") boolean demoWanted) {
        this.invitations = invitations;
        this.demo = demo;
        this.configuredAddress = configuredAddress;
        this.demoWanted = demoWanted;
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        String address = configuredAddress.isBlank()
                ? "http://localhost:" + port(event)
                : configuredAddress.replaceAll("/+$", "");
        Optional<String> demoPassword = demoWanted ? installDemo() : Optional.empty();
        Optional<String> token = invitations.renew();
        StringBuilder text =
                new StringBuilder("\nAtelier is ready: ").append(address).append('\n');
        token.ifPresent(secret -> text.append("Nobody can sign in yet. Open this link once to become the owner; it is"
                        + " valid for 7 days:\n  ")
                .append(address)
                .append("/welcome/")
                .append(secret)
                .append('\n'));
        demoPassword.ifPresent(password -> text.append("Demo data are in. Sign in as ")
                .append(DemoService.EMAIL)
                .append(" with the password ")
                .append(password)
                .append('\n'));
        terminal.println(text);
    }

    /** Returns the password of the demo's owner, made by chance; empty if there is an organization already. */
    private Optional<String> installDemo() {
        byte[] bytes = new byte[9];
        new SecureRandom().nextBytes(bytes);
        String password = "demo-" + HexFormat.of().formatHex(bytes);
        return demo.install(password, ZoneId.systemDefault()).map(_ -> password);
    }

    private static int port(ApplicationReadyEvent event) {
        return event.getApplicationContext() instanceof WebServerApplicationContext context
                        && context.getWebServer() != null
                ? context.getWebServer().getPort()
                : 0;
    }
}
