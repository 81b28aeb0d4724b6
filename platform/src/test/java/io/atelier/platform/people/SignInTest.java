package io.atelier.platform.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.identity.FactorSetup;
import io.atelier.platform.identity.IpRange;
import io.atelier.platform.identity.Origin;
import io.atelier.platform.identity.ProfileSecurity;
import io.atelier.platform.identity.SecondFactorService;
import io.atelier.platform.identity.SignInEvent;
import io.atelier.platform.identity.SignInOutcome;
import io.atelier.platform.identity.SignInService;
import io.atelier.platform.identity.SignInStep;
import io.atelier.platform.identity.internal.AttemptLimit;
import io.atelier.platform.identity.internal.Totp;
import io.atelier.platform.org.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

class SignInTest extends PeopleTest {
    @Autowired
    private SecondFactorService factors;

    @Autowired
    private SignInRulesService rules;

    @Autowired
    private AttemptLimit limit;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void tenFailuresLockForATimeThatDoubles() {
        Actor admin = administrator();
        Duration lock = AttemptLimit.LOCK;

        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < SignInService.MAX_FAILURES; i++) {
                assertThat(signIns.authenticate(email(admin), "wrong", somewhere()))
                        .isInstanceOf(SignInStep.Refused.class);
            }
            clock.advance(lock.minusSeconds(30));
            assertThat(canSignIn(admin)).as("in lock %s", round).isFalse();
            clock.advance(Duration.ofSeconds(31));
            lock = lock.multipliedBy(2);
        }
        assertThat(canSignIn(admin)).isTrue();
    }

    @Test
    void nineFailuresDoNotLockAndASuccessForgetsThem() {
        Actor admin = administrator();

        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < SignInService.MAX_FAILURES - 1; i++) {
                signIns.authenticate(email(admin), "wrong", somewhere());
            }
            assertThat(canSignIn(admin)).isTrue();
        }
    }

    @Test
    void guessesAtTheSameTimeCannotOutrunTheCount() throws Exception {
        String account = "somebody " + somewhere().address();

        List<Boolean> taken = atOnce(
                50,
                () -> limit.take(AttemptLimit.Kind.CODE, account, somewhere().address())
                        .allowed());

        assertThat(taken.stream().filter(allowed -> allowed)).hasSize(AttemptLimit.MOST_OF_ACCOUNT);
    }

    @Test
    void anAddressIsLockedForAllAccounts() {
        Origin origin = somewhere();
        Actor admin = administrator();
        for (int i = 0; i < AttemptLimit.MOST_OF_ADDRESS; i++) {
            limit.take(AttemptLimit.Kind.PASSWORD, "nobody" + i + "@example.org", origin.address());
        }

        assertThat(signIns.authenticate(email(admin), PASSWORD, origin)).isInstanceOf(SignInStep.Refused.class);
        assertThat(canSignIn(admin)).as("from elsewhere").isTrue();
    }

    @Test
    void unknownAddressesAreAnsweredAndCountedAsKnownOnes() {
        Actor admin = administrator();
        String unknown = "nobody-" + admin.org().value() + "@example.org";

        for (String email : List.of(email(admin), unknown)) {
            for (int i = 0; i < SignInService.MAX_FAILURES; i++) {
                assertThat(signIns.authenticate(email, "wrong", somewhere())).isEqualTo(new SignInStep.Refused());
            }
            assertThat(limit.take(AttemptLimit.Kind.PASSWORD, email, somewhere().address())
                            .allowed())
                    .as("%s after ten", email)
                    .isFalse();
        }
    }

    @Test
    void aSignInTakesAsLongForAnUnknownAddress() {
        Actor admin = administrator();
        signIns.authenticate(email(admin), "warm", somewhere());

        long known = fastest(email(admin));
        long unknown = fastest("nobody-" + admin.org().value() + "@example.com");

        // Hashing takes some 200 ms and is done for both; the few statements around it take single ones.
        assertThat(Math.abs(known - unknown)).isLessThan(Math.max(known, unknown) / 2);
    }

    private long fastest(String email) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            long start = System.nanoTime();
            signIns.authenticate(email, "wrong", somewhere());
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }

    @Test
    void historyTellsWhatBecameOfAttemptsAndLocks() {
        Actor admin = administrator();
        for (int i = 0; i < SignInService.MAX_FAILURES + 5; i++) {
            signIns.authenticate(email(admin), "wrong", somewhere());
        }

        List<SignInEvent> history = signIns.history(account(admin));

        assertThat(history).hasSize(SignInService.MAX_FAILURES);
        assertThat(history.getFirst().outcome()).isEqualTo(SignInOutcome.LOCKED);
        assertThat(history.getLast().outcome()).isEqualTo(SignInOutcome.WRONG_PASSWORD);
        assertThat(history.getLast().origin().agent()).isEqualTo("Test/1.0");
    }

    @Test
    void aWeakerHashIsReplacedAtTheNextSignIn() {
        Actor admin = administrator();
        String weak = "{bcrypt}" + new BCryptPasswordEncoder(4).encode(PASSWORD);
        jdbc.sql("update atelier.sign_in set password_hash = ? where email = ?")
                .params(weak, email(admin))
                .update();

        assertThat(canSignIn(admin)).isTrue();

        assertThat(jdbc.sql("select password_hash from atelier.sign_in where email = ?")
                        .param(email(admin))
                        .query(String.class)
                        .single())
                .startsWith("{bcrypt}$2a$12$");
        assertThat(canSignIn(admin)).isTrue();
    }

    @Test
    void aProfileMayAskForAddressesAndForASecondFactor() {
        Actor admin = administrator();
        Actor person = standard(admin);
        long profile = user(person).profileId();
        rules.change(admin, profile, new ProfileSecurity(true, List.of(IpRange.of("192.0.2.0/24"))), "127.0.0.1");
        Origin inside = new Origin("192.0.2.77", "Test");

        assertThat(signIns.authenticate(email(person), PASSWORD, new Origin("192.0.3.1", "Test")))
                .isInstanceOf(SignInStep.Refused.class);
        assertThat(signIns.history(account(person)).getFirst().outcome()).isEqualTo(SignInOutcome.ADDRESS_REFUSED);
        assertThat(signIns.authenticate(email(person), PASSWORD, inside)).isInstanceOf(SignInStep.FactorNeeded.class);

        turnOn(person);
        assertThat(signIns.authenticate(email(person), PASSWORD, inside)).isInstanceOf(SignInStep.CodeNeeded.class);
    }

    @Test
    void anAdministratorCannotLockThemselvesOut() {
        Actor admin = administrator();
        ProfileSecurity elsewhere = new ProfileSecurity(false, List.of(IpRange.of("192.0.2.0/24")));

        assertThatThrownBy(() -> rules.change(admin, user(admin).profileId(), elsewhere, "192.0.3.1"))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_ALLOWED));
        rules.change(admin, user(admin).profileId(), elsewhere, "192.0.2.1");
        assertThat(rules.of(admin, user(admin).profileId())).isEqualTo(elsewhere);
    }

    private byte[] turnOn(Actor person) {
        FactorSetup setup = factors.begin(account(person), "Test", email(person));
        byte[] key = decoded(setup.key());
        assertThat(factors.confirm(account(person), code(key, -1))).hasSize(SecondFactorService.RECOVERY_CODES);
        return key;
    }

    private String code(byte[] key, int drift) {
        return Totp.code(key, Totp.step(clock.instant()) + drift);
    }

    static byte[] decoded(String base32) {
        String letters = base32.replace(" ", "");
        byte[] key = new byte[letters.length() * 5 / 8];
        long buffer = 0;
        int bits = 0;
        int at = 0;
        for (char letter : letters.toCharArray()) {
            buffer = buffer << 5 | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter);
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                key[at++] = (byte) (buffer >> bits);
            }
        }
        return key;
    }

    @Test
    void aCodeWorksOnceAlsoForFiftyAtOnce() throws Exception {
        Actor person = administrator();
        byte[] key = turnOn(person);
        clock.advance(Duration.ofSeconds(60));
        String code = code(key, 0);
        // Each from an account's own ten attempts: the limit must not be what lets only one pass.
        List<Boolean> first = atOnce(9, () -> factors.verify(account(person), code, somewhere()));

        assertThat(first).containsOnlyOnce(true);
        assertThat(factors.verify(account(person), code, somewhere())).isFalse();

        clock.advance(Duration.ofHours(1));
        String next = code(key, 0);
        List<Boolean> second = atOnce(50, () -> factors.verify(account(person), next, somewhere()));
        assertThat(second).containsOnlyOnce(true);
    }

    @Test
    void aCodeMayDriftByOneStepAndNotByTwo() {
        Actor person = administrator();
        byte[] key = turnOn(person);
        clock.advance(Duration.ofMinutes(10));

        assertThat(factors.verify(account(person), code(key, -2), somewhere())).isFalse();
        assertThat(factors.verify(account(person), code(key, 2), somewhere())).isFalse();
        assertThat(factors.verify(account(person), code(key, -1), somewhere())).isTrue();
        assertThat(factors.verify(account(person), code(key, 0), somewhere())).isTrue();
        assertThat(factors.verify(account(person), code(key, 1), somewhere())).isTrue();
        assertThat(factors.verify(account(person), code(key, 0), somewhere()))
                .as("of an earlier step")
                .isFalse();
    }

    @Test
    void recoveryCodesWorkOnceEachAndNewOnesVoidTheOld() {
        Actor person = administrator();
        FactorSetup setup = factors.begin(account(person), "Test", email(person));
        List<String> codes = factors.confirm(account(person), code(decoded(setup.key()), 0));
        assertThat(codes).hasSize(10).doesNotHaveDuplicates();

        assertThat(factors.verify(account(person), codes.getFirst(), somewhere()))
                .isTrue();
        assertThat(factors.verify(account(person), codes.getFirst(), somewhere()))
                .isFalse();
        assertThat(factors.verify(account(person), codes.get(1).toLowerCase(Locale.ROOT), somewhere()))
                .isTrue();
        assertThat(factors.unusedRecoveryCodes(account(person))).isEqualTo(8);
        List<String> young = factors.renewRecoveryCodes(account(person));
        assertThat(factors.verify(account(person), codes.get(2), somewhere())).isFalse();
        assertThat(factors.verify(account(person), young.getFirst(), somewhere()))
                .isTrue();
        assertThat(jdbc.sql("select string_agg(code_hash, ' ') from atelier.recovery_code")
                        .query(String.class)
                        .single())
                .doesNotContain(young.get(1), young.get(1).replace("-", ""));
    }

    @Test
    void theKeyOfAnAppIsSealedAndAnUnconfirmedOneAsksForNothing() {
        Actor person = administrator();
        FactorSetup setup = factors.begin(account(person), "Test", email(person));

        assertThat(factors.isOn(account(person))).isFalse();
        assertThat(factors.confirm(account(person), "000000x")).isEmpty();
        assertThat(canSignIn(person)).isTrue();
        assertThat(jdbc.sql("select sealed_key from atelier.totp where user_id = ?")
                        .param(person.user().value())
                        .query(String.class)
                        .single())
                .startsWith("v1.")
                .doesNotContain(setup.key().replace(" ", ""));
    }

    /** Ten guesses a second for 28 hours, at any address: what is locked is not even compared. */
    @Test
    void aMillionGuessesOfCodesComeDownToLessThanAHundred() {
        Actor person = administrator();
        turnOn(person);
        Instant end = clock.instant().plusSeconds(100_000);
        int compared = 0;

        while (clock.instant().isBefore(end)) {
            AttemptLimit.Attempt attempt = limit.take(
                    AttemptLimit.Kind.CODE,
                    "guessed " + person.user(),
                    somewhere().address());
            if (attempt.allowed()) {
                compared++;
                clock.advance(Duration.ofMillis(100));
            } else {
                clock.advance(Duration.ofMinutes(5)); // 3,000 guesses that are all refused
            }
        }

        assertThat(compared).isBetween(10, 99);
    }
}
