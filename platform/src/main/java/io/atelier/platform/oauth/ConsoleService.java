package io.atelier.platform.oauth;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.LoginAsService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.identity.Account;
import io.atelier.platform.identity.ProfileSecurityService;
import io.atelier.platform.oauth.internal.ConsoleTokens;
import io.atelier.platform.oauth.internal.Secrets;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Channel;
import java.time.InstantSource;
import org.springframework.stereotype.Service;

/** Lets people who are signed in try the API out, one call at a time. */
@Service
public class ConsoleService {
    /** What acts, as the timeline of records shows it. */
    private static final String NAME = "API console";

    private final ConsoleTokens tokens;
    private final AccessService access;
    private final ProfileSecurityService security;
    private final InstantSource clock;

    ConsoleService(ConsoleTokens tokens, AccessService access, ProfileSecurityService security, InstantSource clock) {
        this.tokens = tokens;
        this.access = access;
        this.security = security;
        this.clock = clock;
    }

    /**
     * Makes a token that is good on this node, once, within half a minute, for what this call needs. It must not leave the
     * process.
     *
     * @param address where the person's browser is: the call itself will come from this machine
     */
    public String token(Actor actor, String method, String path, String address) {
        LoginAsService.requireOneself(actor);
        access.of(actor).require(Permission.API_ACCESS);
        if (!security.allows(new Account(actor.org(), actor.user()), address)) {
            throw new PlatformException(
                    ErrorCode.NO_PERMISSION, "This address is not among those that the user's profile allows.");
        }
        String token = Secrets.make("console");
        tokens.put(
                Secrets.hash(token),
                new Authorization(
                        actor.through(Channel.API, NAME), ConsoleScopes.of(method, path), Authorization.CONSOLE),
                clock.instant());
        return token;
    }
}
