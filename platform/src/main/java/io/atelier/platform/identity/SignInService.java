package io.atelier.platform.identity;

import io.atelier.platform.audit.AuditAct;
import io.atelier.platform.audit.AuditAction;
import io.atelier.platform.audit.AuditKind;
import io.atelier.platform.audit.AuditLog;
import io.atelier.platform.audit.AuditObject;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.identity.internal.AttemptLimit;
import io.atelier.platform.identity.internal.EventStore;
import io.atelier.platform.identity.internal.PasskeyStore;
import io.atelier.platform.identity.internal.SignInStore;
import io.atelier.platform.identity.internal.SignInStore.SignIn;
import io.atelier.platform.org.Actor;
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
    public static final int MAX_FAILURES = AttemptLimit.MOST_OF_ACCOUNT;
    public static final int MAX_LISTED = 200;

    private static final int BCRYPT_STRENGTH = 12;

    private final SignInStore store;
    private final AttemptLimit limit;
    private final EventStore events;
    private final UserService users;
    private final ProfileSecurityService security;
    private final SecondFactorService factors;
    private final PasskeyStore passkeys;
    private final InstantSource clock;
    private final PasswordEncoder encoder =
            new DelegatingPasswordEncoder("bcrypt", Map.of("bcrypt", new BCryptPasswordEncoder(BCRYPT_STRENGTH)));
    /** Compared with where there is no password, so that the answer takes as long. */
    private final String nobodysHash = encoder.encode("nobody signs in with this");

    private final AuditLog audit;

    SignInService(
            SignInStore store,
            AttemptLimit limit,
            EventStore events,
            UserService users,
            ProfileSecurityService security,
            SecondFactorService factors,
            PasskeyStore passkeys,
            InstantSource clock,
            AuditLog audit) {
        this.audit = audit;
        this.store = store;
        this.limit = limit;
        this.events = events;
        this.users = users;
        this.security = security;
        this.factors = factors;
        this.passkeys = passkeys;
        this.clock = clock;
    }

    /**
     * Says how signing in goes on. Ten failures in a row lock the address for 15 minutes, then for twice that, and so on.
     * Runs in no transaction of the caller's that could undo the count.
     */
    public SignInStep authenticate(String email, String password, Origin origin) {
        String address = normalized(email);
        Optional<SignIn> found = store.find(address);
        AttemptLimit.Attempt attempt = limit.take(AttemptLimit.Kind.PASSWORD, address, origin.address());
        boolean right =
                encoder.matches(password, found.map(SignIn::passwordHash).orElse(nobodysHash));
        if (!attempt.allowed()) {
            return new SignInStep.Refused();
        }
        if (found.isEmpty() || !right) {
            note(found, attempt.last() ? SignInOutcome.LOCKED : SignInOutcome.WRONG_PASSWORD, origin);
            return new SignInStep.Refused();
        }
        limit.succeeded(attempt);
        return admit(found.get(), password, origin);
    }

    private SignInStep admit(SignIn signIn, String password, Origin origin) {
        Account account = signIn.account();
        Optional<User> user = users.find(account.org(), account.user()).filter(User::active);
        if (user.isEmpty()) {
            note(Optional.of(signIn), SignInOutcome.INACTIVE, origin);
            return new SignInStep.Refused();
        }
        if (!security.allows(account, origin.address())) {
            note(Optional.of(signIn), SignInOutcome.ADDRESS_REFUSED, origin);
            return new SignInStep.Refused();
        }
        if (encoder.upgradeEncoding(signIn.passwordHash())) {
            store.save(account, signIn.email(), encoder.encode(password));
        }
        if (factors.isOn(account)) {
            return new SignInStep.CodeNeeded(account);
        }
        if (!security.of(account.org(), user.get().profileId()).secondFactorRequired()) {
            return new SignInStep.Accepted(account);
        }
        // Who has a key must show it: a stolen password alone must not set up another factor.
        return passkeys.has(account) ? new SignInStep.PasskeyNeeded() : new SignInStep.FactorNeeded(account);
    }

    /** Says whether that is the account's password; wrong ones count as at sign-in. */
    public boolean isPassword(Account account, String password, Origin origin) {
        Optional<SignIn> found = store.find(account);
        String email = found.map(SignIn::email).orElse("");
        AttemptLimit.Attempt attempt = limit.take(AttemptLimit.Kind.PASSWORD, email, origin.address());
        boolean right =
                encoder.matches(password, found.map(SignIn::passwordHash).orElse(nobodysHash));
        if (!attempt.allowed()) {
            return false;
        }
        if (right && found.isPresent()) {
            limit.succeeded(attempt);
            return true;
        }
        note(found, attempt.last() ? SignInOutcome.LOCKED : SignInOutcome.WRONG_PASSWORD, origin);
        return false;
    }

    /** Says whether one more mail for a forgotten password may be asked for; known and unknown addresses count alike. */
    public boolean takeReset(String email, Origin origin) {
        return limit.take(AttemptLimit.Kind.RESET, normalized(email), origin.address())
                .allowed();
    }

    /** Returns the account's login history, the newest 200 first. */
    @Transactional(readOnly = true)
    public List<SignInEvent> history(Account account) {
        return events.of(account, MAX_LISTED);
    }

    /** Says whether anybody can sign in yet. */
    @Transactional(readOnly = true)
    public boolean isAnybodyKnown() {
        return store.exists();
    }

    /** Returns whose address that is, if they have a password. */
    @Transactional(readOnly = true)
    public Optional<Account> find(String email) {
        return store.find(normalized(email)).map(SignIn::account);
    }

    /** Keeps the address for a user who will set a password; says whether it was free in this installation. */
    @Transactional
    public boolean reserve(Account account, String email) {
        return store.reserve(account, normalized(email));
    }

    /** Sets the password of an account, or refuses with what {@link PasswordRules} finds. Ends no session. */
    @Transactional
    public void setPassword(Account account, String email, String password) {
        PasswordRules.problemOf(password, email).ifPresent(problem -> {
            throw new ViolationsException(List.of(problem));
        });
        store.save(account, normalized(email), encoder.encode(password));
        limit.forgive(AttemptLimit.Kind.PASSWORD, normalized(email));
    }

    /** Takes the address and all secrets away; it is free again. */
    @Transactional
    public void forget(Account account) {
        store.delete(account);
        factors.turnOff(account);
        passkeys.deleteAll(account);
    }

    private void note(Optional<SignIn> signIn, SignInOutcome outcome, Origin origin) {
        events.insert(signIn.map(SignIn::account), outcome, origin, clock.instant());
        signIn.ifPresent(known -> audit.append(
                Actor.person(known.account().org(), known.account().user()),
                AuditAct.of(
                        AuditKind.SIGN_IN,
                        AuditAction.REFUSED,
                        AuditObject.SESSION,
                        Long.toString(known.account().user().value()),
                        known.email())));
    }

    private static String normalized(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }
}
