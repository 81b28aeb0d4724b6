package io.atelier.platform.identity;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.identity.internal.InvitationStore;
import io.atelier.platform.identity.internal.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The one-time link by which the first person comes in. Only the hash of its token is kept. */
@Service
public class OwnerInvitationService {
    public static final Duration VALIDITY = Duration.ofDays(7);

    private final InvitationStore store;
    private final SignInService signIns;
    private final InstantSource clock;

    OwnerInvitationService(InvitationStore store, SignInService signIns, InstantSource clock) {
        this.store = store;
        this.signIns = signIns;
        this.clock = clock;
    }

    /** Makes the token of a new link and voids earlier ones; empty once anybody can sign in. */
    @Transactional
    public Optional<String> renew() {
        if (signIns.isAnybodyKnown()) {
            return Optional.empty();
        }
        String token = Tokens.make();
        store.deleteOwners();
        store.insertOwner(Tokens.hash(token), clock.instant().plus(VALIDITY));
        return Optional.of(token);
    }

    @Transactional(readOnly = true)
    public boolean isValid(String token) {
        return store.isOpen(Tokens.hash(token), clock.instant());
    }

    /**
     * Takes the token, so that nobody else can.
     *
     * @throws PlatformException {@link ErrorCode#INVALID_TOKEN} if it is used, void, too old or invented
     */
    @Transactional
    public void claim(String token) {
        Instant now = clock.instant();
        if (!store.claim(Tokens.hash(token), now)) {
            throw new PlatformException(
                    ErrorCode.INVALID_TOKEN,
                    "This link is used or too old. Restart Atelier: it prints a new one while nobody can sign in.");
        }
    }

    /** Gives a claimed token back, as nothing came of it. */
    @Transactional
    public void release(String token) {
        store.release(Tokens.hash(token));
    }
}
