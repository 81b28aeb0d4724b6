package io.atelier.platform.identity;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.identity.internal.EventStore;
import io.atelier.platform.identity.internal.PasskeyRepositories;
import io.atelier.platform.identity.internal.PasskeyStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.webauthn.api.AuthenticatorAssertionResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorAttestationResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorSelectionCriteria;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.ResidentKeyRequirement;
import org.springframework.security.web.webauthn.api.UserVerificationRequirement;
import org.springframework.security.web.webauthn.jackson.WebauthnJacksonModule;
import org.springframework.security.web.webauthn.management.ImmutablePublicKeyCredentialCreationOptionsRequest;
import org.springframework.security.web.webauthn.management.ImmutablePublicKeyCredentialRequestOptionsRequest;
import org.springframework.security.web.webauthn.management.ImmutableRelyingPartyRegistrationRequest;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.RelyingPartyAuthenticationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyPublicKey;
import org.springframework.security.web.webauthn.management.Webauthn4JRelyingPartyOperations;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keys that devices hold and unlock by finger, face or PIN: possession and person at once, so that they open without a
 * password and without a code.
 */
@Service
public class PasskeyService {
    private static final Logger log = LoggerFactory.getLogger(PasskeyService.class);

    public static final int MAX_KEYS = 20;
    public static final int MAX_NAME = 100;

    private static final int MAX_ANSWER = 100_000;
    private static final TypeReference<PublicKeyCredential<AuthenticatorAttestationResponse>> NEW_KEY =
            new TypeReference<>() {};
    private static final TypeReference<PublicKeyCredential<AuthenticatorAssertionResponse>> SIGNATURE =
            new TypeReference<>() {};

    private final PasskeyStore store;
    private final UserService users;
    private final ProfileSecurityService security;
    private final EventStore events;
    private final InstantSource clock;
    private final JsonMapper json = JsonMapper.builder()
            .addModule(new WebauthnJacksonModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    PasskeyService(
            PasskeyStore store,
            UserService users,
            ProfileSecurityService security,
            EventStore events,
            InstantSource clock) {
        this.store = store;
        this.users = users;
        this.security = security;
        this.events = events;
        this.clock = clock;
    }

    /** Returns the account's keys, oldest first. */
    @Transactional(readOnly = true)
    public List<Passkey> of(Account account) {
        return store.of(account);
    }

    /** Asks a browser to make a key for the account. */
    @Transactional
    public PasskeyQuestion<PublicKeyCredentialCreationOptions> askForNewKey(Account account, RelyingParty party) {
        if (store.of(account).size() >= MAX_KEYS) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "There are 20 passkeys, which is the most; remove one.",
                    Map.of("limit", MAX_KEYS));
        }
        User user = users.get(account.org(), account.user());
        Authentication owner = UsernamePasswordAuthenticationToken.authenticated(user.email(), null, List.of());
        PublicKeyCredentialCreationOptions options = operations(party, owner(account))
                .createPublicKeyCredentialCreationOptions(
                        new ImmutablePublicKeyCredentialCreationOptionsRequest(owner));
        return new PasskeyQuestion<>(options, party, json.writeValueAsString(options));
    }

    /**
     * Keeps the key that the browser made.
     *
     * @throws PlatformException {@link ErrorCode#INVALID_DATA} if the answer is not one to this question, or a second one
     */
    @Transactional
    public void add(
            Account account, PasskeyQuestion<PublicKeyCredentialCreationOptions> question, String answer, String name) {
        String plain = name.strip();
        if (plain.isEmpty() || plain.length() > MAX_NAME) {
            throw new PlatformException(
                    ErrorCode.INVALID_NAME, "A passkey's name has 1 to 100 characters.", Map.of("limit", MAX_NAME));
        }
        if (!question.use() || answer.length() > MAX_ANSWER) {
            throw unreadable(null);
        }
        try {
            operations(question.party(), owner(account))
                    .registerCredential(new ImmutableRelyingPartyRegistrationRequest(
                            question.options(), new RelyingPartyPublicKey(json.readValue(answer, NEW_KEY), plain)));
        } catch (RuntimeException e) {
            // The library tells of a bad answer by many types of its own.
            throw unreadable(e);
        }
    }

    /** Removes a key, or fails with {@link ErrorCode#NOT_FOUND} if the account has no such. */
    @Transactional
    public void remove(Account account, String id) {
        if (!store.delete(account, Bytes.fromBase64(id).getBytes())) {
            throw new PlatformException(ErrorCode.NOT_FOUND, "There is no such passkey.");
        }
    }

    /** Asks a browser to sign with whatever key it has for this address. */
    public PasskeyQuestion<PublicKeyCredentialRequestOptions> askForSignature(RelyingParty party) {
        PublicKeyCredentialRequestOptions options = operations(party, PasskeyRepositories.anybody(store))
                .createCredentialRequestOptions(new ImmutablePublicKeyCredentialRequestOptionsRequest(
                        UsernamePasswordAuthenticationToken.unauthenticated("", null)));
        return new PasskeyQuestion<>(options, party, json.writeValueAsString(options));
    }

    /** Returns whose key signed, if they may come in from there; empty for anything else. */
    @Transactional
    public Optional<Account> verify(
            PasskeyQuestion<PublicKeyCredentialRequestOptions> question, String answer, Origin origin) {
        if (!question.use() || answer.length() > MAX_ANSWER) {
            return Optional.empty();
        }
        Optional<Account> account = signer(question, answer);
        if (account.isEmpty()) {
            return account;
        }
        Account found = account.get();
        if (users.find(found.org(), found.user()).filter(User::active).isEmpty()) {
            events.insert(account, SignInOutcome.INACTIVE, origin, clock.instant());
            return Optional.empty();
        }
        if (!security.allows(found, origin.address())) {
            events.insert(account, SignInOutcome.ADDRESS_REFUSED, origin, clock.instant());
            return Optional.empty();
        }
        return account;
    }

    private Optional<Account> signer(PasskeyQuestion<PublicKeyCredentialRequestOptions> question, String answer) {
        try {
            PublicKeyCredentialUserEntity user = operations(question.party(), PasskeyRepositories.anybody(store))
                    .authenticate(new RelyingPartyAuthenticationRequest(
                            question.options(), json.readValue(answer, SIGNATURE)));
            return store.account(user.getId());
        } catch (RuntimeException e) {
            // The library tells of a bad answer by many types of its own.
            log.debug("An answer to the question for a passkey was refused", e);
            return Optional.empty();
        }
    }

    private PublicKeyCredentialUserEntityRepository owner(Account account) {
        User user = users.get(account.org(), account.user());
        return PasskeyRepositories.owner(store, account, user.email(), user.name());
    }

    /** The address is known only when somebody asks: it is the one that their browser shows. */
    private Webauthn4JRelyingPartyOperations operations(
            RelyingParty party, PublicKeyCredentialUserEntityRepository owners) {
        Webauthn4JRelyingPartyOperations operations = new Webauthn4JRelyingPartyOperations(
                owners,
                PasskeyRepositories.keys(store, clock.instant()),
                PublicKeyCredentialRpEntity.builder()
                        .id(party.host())
                        .name("Atelier")
                        .build(),
                Set.of(party.origin()));
        operations.setCustomizeCreationOptions(
                options -> options.authenticatorSelection(AuthenticatorSelectionCriteria.builder()
                        .residentKey(ResidentKeyRequirement.REQUIRED)
                        .userVerification(UserVerificationRequirement.REQUIRED)
                        .build()));
        operations.setCustomizeRequestOptions(
                options -> options.userVerification(UserVerificationRequirement.REQUIRED));
        return operations;
    }

    private static PlatformException unreadable(@Nullable Throwable cause) {
        return new PlatformException(
                ErrorCode.INVALID_DATA, "The browser's answer does not fit; try again.", Map.of(), cause);
    }
}
