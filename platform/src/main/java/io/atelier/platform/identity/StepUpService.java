package io.atelier.platform.identity;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.identity.internal.SessionStore;
import io.atelier.platform.identity.spi.CurrentSession;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Channel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalLong;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/** Asks for the password or the second factor once more before what an unattended browser must not do. */
@Service
public class StepUpService {
    public static final Duration VALIDITY = Duration.ofMinutes(10);

    private final SessionStore sessions;
    private final ObjectProvider<CurrentSession> current;
    private final SignInService signIns;
    private final SecondFactorService factors;
    private final InstantSource clock;

    StepUpService(
            SessionStore sessions,
            ObjectProvider<CurrentSession> current,
            SignInService signIns,
            SecondFactorService factors,
            InstantSource clock) {
        this.sessions = sessions;
        this.current = current;
        this.signIns = signIns;
        this.factors = factors;
        this.clock = clock;
    }

    /**
     * Lets pass who gave a secret in this session within {@link #VALIDITY}, and the installation itself.
     *
     * @throws PlatformException {@link ErrorCode#STEP_UP_REQUIRED} for a person who has to give it again; {@link
     *     ErrorCode#NO_PERMISSION} for a program, which has none to give
     */
    public void require(Actor actor) {
        if (actor.isSystem()) {
            return;
        }
        if (actor.channel() != Channel.UI) {
            throw new PlatformException(
                    ErrorCode.NO_PERMISSION, "Only a person at the screen may do this, not a program.");
        }
        OptionalLong session = session(actor);
        if (session.isEmpty()
                || !sessions.isProvenSince(session.getAsLong(), clock.instant().minus(VALIDITY))) {
            throw new PlatformException(
                    ErrorCode.STEP_UP_REQUIRED, "Confirm with your password or a code that it is you, then try again.");
        }
    }

    /** Says whether a code is asked for, rather than the password. */
    public boolean asksForCode(Actor actor) {
        return factors.isOn(new Account(actor.org(), actor.user()));
    }

    /** Takes the code where the second factor is on, else the password; wrong ones count as at sign-in. */
    public boolean confirm(Actor actor, String secret, Origin origin) {
        Account account = new Account(actor.org(), actor.user());
        OptionalLong session = session(actor);
        boolean right = session.isPresent()
                && (asksForCode(actor)
                        ? factors.verify(account, secret, origin)
                        : signIns.isPassword(account, secret, origin));
        if (right) {
            sessions.proven(session.getAsLong(), clock.instant());
        }
        return right;
    }

    private OptionalLong session(Actor actor) {
        CurrentSession source = current.getIfAvailable();
        return source == null ? OptionalLong.empty() : source.of(actor);
    }
}
