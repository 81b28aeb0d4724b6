package io.atelier.platform.identity;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.identity.internal.AttemptLimit;
import io.atelier.platform.identity.internal.EventStore;
import io.atelier.platform.identity.internal.FactorStore;
import io.atelier.platform.identity.internal.QrSvg;
import io.atelier.platform.identity.internal.Tokens;
import io.atelier.platform.identity.internal.Totp;
import io.atelier.platform.secret.SecretService;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Codes of an authenticator app, and recovery codes for the day when the app is lost. Each code works once. */
@Service
public class SecondFactorService {
    public static final int RECOVERY_CODES = 10;
    /** A code of the step before or after is taken too: clocks differ. */
    public static final int DRIFT_STEPS = 1;

    private static final int RECOVERY_LENGTH = 16;
    /** Without letters and digits that look alike. */
    private static final String ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789";

    private final FactorStore store;
    private final AttemptLimit limit;
    private final EventStore events;
    private final SecretService secrets;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    SecondFactorService(
            FactorStore store, AttemptLimit limit, EventStore events, SecretService secrets, InstantSource clock) {
        this.store = store;
        this.limit = limit;
        this.events = events;
        this.secrets = secrets;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public boolean isOn(Account account) {
        return store.find(account).filter(FactorStore.Key::confirmed).isPresent();
    }

    @Transactional(readOnly = true)
    public int unusedRecoveryCodes(Account account) {
        return store.unusedCodes(account);
    }

    /**
     * Makes a key, which counts once {@link #confirm} has seen a code of it.
     *
     * @param issuer what the app shows the code for
     * @throws PlatformException {@link ErrorCode#NOT_ALLOWED} if the second factor is on
     */
    @Transactional
    public FactorSetup begin(Account account, String issuer, String email) {
        byte[] key = new byte[Totp.KEY_BYTES];
        random.nextBytes(key);
        String sealed =
                secrets.seal(account.org(), place(account), Base64.getEncoder().encodeToString(key));
        if (!store.propose(account, sealed)) {
            throw new PlatformException(
                    ErrorCode.NOT_ALLOWED, "The second factor is on already; turn it off before setting it up anew.");
        }
        String text = Totp.base32(key);
        String uri = "otpauth://totp/" + encoded(issuer) + ":" + encoded(email) + "?secret=" + text + "&issuer="
                + encoded(issuer) + "&digits=" + Totp.DIGITS + "&period=" + Totp.STEP_SECONDS;
        return new FactorSetup(text.replaceAll("(.{4})(?=.)", "$1 "), QrSvg.of(uri));
    }

    /** Turns the factor on and returns its recovery codes, or nothing if the code is not right. */
    @Transactional
    public List<String> confirm(Account account, String code) {
        Optional<FactorStore.Key> key = store.find(account).filter(found -> !found.confirmed());
        if (key.isEmpty() || !useTotp(account, key.get(), digits(code))) {
            return List.of();
        }
        return store.confirm(account, key.get().sealed()) ? renewRecoveryCodes(account) : List.of();
    }

    /** Makes new recovery codes; the old ones are void. The answer is the only place where they can be read. */
    @Transactional
    public List<String> renewRecoveryCodes(Account account) {
        List<String> codes =
                IntStream.range(0, RECOVERY_CODES).mapToObj(_ -> recoveryCode()).toList();
        store.replaceCodes(account, codes.stream().map(this::recoveryHash).toList());
        return codes;
    }

    /**
     * Takes a code of the app or a recovery code, once. Ten wrong ones lock, also for right ones, for a growing time. Runs
     * in no transaction of the caller's that could undo the count.
     */
    public boolean verify(Account account, String code, Origin origin) {
        AttemptLimit.Attempt attempt = limit.take(AttemptLimit.Kind.CODE, subject(account), origin.address());
        if (attempt.allowed() && matches(account, code)) {
            limit.succeeded(attempt);
            return true;
        }
        if (attempt.allowed()) {
            SignInOutcome outcome = attempt.last() ? SignInOutcome.LOCKED : SignInOutcome.WRONG_CODE;
            events.insert(Optional.of(account), outcome, origin, clock.instant());
        }
        return false;
    }

    /** Turns the factor off, with its recovery codes. */
    @Transactional
    public void turnOff(Account account) {
        store.delete(account);
    }

    private boolean matches(Account account, String code) {
        Optional<FactorStore.Key> key = store.find(account).filter(FactorStore.Key::confirmed);
        return key.isPresent()
                && (useTotp(account, key.get(), digits(code))
                        || store.useCode(account, recoveryHash(code), clock.instant()));
    }

    private boolean useTotp(Account account, FactorStore.Key key, String code) {
        byte[] secret = Base64.getDecoder().decode(secrets.open(account.org(), place(account), key.sealed()));
        long now = Totp.step(clock.instant());
        return IntStream.rangeClosed(-DRIFT_STEPS, DRIFT_STEPS)
                .mapToLong(drift -> now + drift)
                .filter(step -> isEqual(Totp.code(secret, step), code))
                .boxed()
                .findFirst()
                .filter(step -> store.useStep(account, step))
                .isPresent();
    }

    private static boolean isEqual(String left, String right) {
        return MessageDigest.isEqual(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }

    /** People type codes as their app shows them, in groups. */
    private static String digits(String code) {
        return code.length() > 100 ? "" : code.replaceAll("[\\s-]", "");
    }

    private String recoveryCode() {
        String letters = random.ints(RECOVERY_LENGTH, 0, ALPHABET.length())
                .mapToObj(i -> String.valueOf(ALPHABET.charAt(i)))
                .reduce("", String::concat);
        return letters.replaceAll("(.{4})(?=.)", "$1-");
    }

    private String recoveryHash(String code) {
        return Tokens.hash(digits(code).toUpperCase(Locale.ROOT));
    }

    private static String subject(Account account) {
        return account.org().value() + ":" + account.user().value();
    }

    private static String place(Account account) {
        return "totp:" + account.user().value();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
