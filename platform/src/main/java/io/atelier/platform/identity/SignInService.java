package io.atelier.platform.identity;

import io.atelier.platform.audit.AuditAct;
import io.atelier.platform.audit.AuditAction;
import io.atelier.platform.audit.AuditKind;
import io.atelier.platform.audit.AuditLog;
import io.atelier.platform.audit.AuditObject;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.identity.internal.SignInStore;
import io.atelier.platform.identity.internal.SignInStore.SignIn;
import io.atelier.platform.org.Actor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Checks e-mail addresses with their passwords. Whether an address is unknown, locked or its password wrong shows
 * neither in the answer nor in the time it takes.
 */
@Service
public class SignInService {
    public static final int MAX_FAILURES = 10;
    public static final Duration LOCK = Duration.ofMinutes(15);

    private static final int BCRYPT_STRENGTH = 12;

    private final SignInStore store;
    private final UserService users;
    private final InstantSource clock;
    private final PasswordEncoder encoder =
            new DelegatingPasswordEncoder("bcrypt", Map.of("bcrypt", new BCryptPasswordEncoder(BCRYPT_STRENGTH)));
    /** Compared with where there is no password, so that the answer takes as long. */
    private final String nobodysHash = encoder.encode("nobody signs in with this");

    private final AuditLog audit;

    SignInService(SignInStore store, UserService users, InstantSource clock, AuditLog audit) {
        this.audit = audit;
        this.store = store;
        this.users = users;
        this.clock = clock;
    }

    /** Returns whose address and password these are; ten failures in a row lock the address for 15 minutes. */
    public Optional<Account> authenticate(String email, String password) {
        Instant now = clock.instant();
        Optional<SignIn> found = store.find(normalized(email));
        boolean right =
                encoder.matches(password, found.map(SignIn::passwordHash).orElse(nobodysHash));
        if (found.isEmpty() || found.get().isLockedAt(now)) {
            return Optional.empty();
        }
        SignIn signIn = found.get();
        if (!right) {
            store.countFailure(signIn.email(), now, MAX_FAILURES, now.plus(LOCK));
            note(signIn, AuditAction.REFUSED);
            return Optional.empty();
        }
        store.clearFailures(signIn.email());
        return users.find(signIn.account().org(), signIn.account().user())
                .filter(User::active)
                .map(_ -> {
                    note(signIn, AuditAction.STARTED);
                    return signIn.account();
                });
    }

    private void note(SignIn signIn, AuditAction what) {
        Account account = signIn.account();
        audit.append(
                Actor.person(account.org(), account.user()),
                AuditAct.of(
                        AuditKind.SIGN_IN,
                        what,
                        AuditObject.SESSION,
                        Long.toString(account.user().value()),
                        signIn.email()));
    }

    /** Says whether anybody can sign in yet. */
    @Transactional(readOnly = true)
    public boolean isAnybodyKnown() {
        return store.exists();
    }

    /**
     * Lets a user sign in with this password from now on; also ends a lock.
     *
     * @throws ViolationsException if the password breaks a rule
     */
    @Transactional
    public void setPassword(Account account, String email, String password) {
        PasswordRules.problemOf(password, email).ifPresent(problem -> {
            throw new ViolationsException(List.of(problem));
        });
        store.save(account, normalized(email), encoder.encode(password));
    }

    private static String normalized(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }
}
