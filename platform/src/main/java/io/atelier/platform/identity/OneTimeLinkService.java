package io.atelier.platform.identity;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.identity.internal.LinkStore;
import io.atelier.platform.identity.internal.Tokens;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Links that work once and for a while. Only the hash of a link's token is kept. */
@Service
public class OneTimeLinkService {
    private static final int MAX_TOKEN = 200;

    private final LinkStore store;
    private final InstantSource clock;

    OneTimeLinkService(LinkStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Makes the token of a new link; earlier ones of the kind are void. */
    @Transactional
    public String make(Account account, LinkKind kind) {
        String token = Tokens.make();
        store.delete(account, kind.name());
        Instant expires = clock.instant().plus(kind.validity());
        store.insert(Tokens.hash(token), kind.name(), account, expires);
        return token;
    }

    /** Returns whose open link that is, and leaves it open. */
    @Transactional(readOnly = true)
    public Optional<Account> find(LinkKind kind, String token) {
        return token.length() > MAX_TOKEN
                ? Optional.empty()
                : store.findOpen(Tokens.hash(token), kind.name(), clock.instant());
    }

    /**
     * Uses the link up in the caller's transaction: if that fails, it stays open.
     *
     * @throws PlatformException {@link ErrorCode#INVALID_TOKEN} if it is used, void, too old or invented
     */
    @Transactional
    public Account claim(LinkKind kind, String token) {
        return find(kind, token)
                .flatMap(_ -> store.claim(Tokens.hash(token), kind.name(), clock.instant()))
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.INVALID_TOKEN, "This link is used or too old. Ask for a new one."));
    }

    /** Voids every open link of the account. */
    @Transactional
    public void voidAll(Account account) {
        store.deleteAll(account);
    }
}
