package io.atelier.studio.shell;

import com.vaadin.flow.spring.annotation.SpringComponent;
import com.vaadin.flow.spring.annotation.VaadinSessionScope;
import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.LoginAs;
import io.atelier.platform.access.LoginAsService;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.identity.Account;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.UserId;
import io.atelier.studio.component.Formats;
import io.atelier.studio.security.BrowserSession;
import io.atelier.studio.security.SignedIn;
import io.atelier.studio.security.Viewing;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who is signed in to this browser session. Used with the session's lock held, as views are. */
@SpringComponent
@VaadinSessionScope
public class CurrentActor {
    private final UserService users;
    private final AccessService access;
    private final LoginAsService loginAsService;
    private final BrowserSession browser;
    private @Nullable User cached;
    private @Nullable LoginAs loginAs;

    CurrentActor(UserService users, AccessService access, LoginAsService loginAsService, BrowserSession browser) {
        this.users = users;
        this.access = access;
        this.loginAsService = loginAsService;
        this.browser = browser;
    }

    public boolean isSignedIn() {
        return account().isPresent();
    }

    /**
     * Returns the actor of what this person does here.
     *
     * @throws PlatformException {@link ErrorCode#AUTHENTICATION_FAILURE} if nobody is signed in
     */
    public Actor actor() {
        Account account = requireAccount();
        LoginAs other = loginAs;
        if (other == null) {
            return Actor.person(account.org(), account.user());
        }
        boolean own =
                new Account(other.administrator().org(), other.administrator().user()).equals(account);
        return loginAsService.actor(other).filter(_ -> own).orElseThrow(() -> {
            endLoginAs(); // the page at hand shows the other user's work: nothing on it may be done as oneself
            return new PlatformException(
                    ErrorCode.AUTHENTICATION_FAILURE, "Your time as another user is over; load the page again.");
        });
    }

    /** Works as another user from the next page on. */
    public void startLoginAs(UserId user) {
        loginAs = loginAsService.start(actor(), user);
        cached = null;
    }

    /** Looks at everything as another user from the next page on, and changes nothing. */
    public void startViewAs(UserId user) {
        loginAs = loginAsService.startView(actor(), user);
        cached = null;
        Viewing.begin();
    }

    /** Lets the browser change things again if nobody looks as somebody else any more, as after a lost session. */
    void leaveForgottenView() {
        if (loginAs == null) {
            Viewing.end();
        }
    }

    /** Works as oneself from the next page on. */
    public void endLoginAs() {
        Viewing.end();
        LoginAs other = loginAs;
        loginAs = null;
        cached = null;
        if (other != null) {
            loginAsService.end(other);
        }
    }

    /** Returns as whom, and until when, the person works who is signed in; empty if as themselves. */
    public Optional<LoginAs> loginAs() {
        return Optional.ofNullable(loginAs);
    }

    public User user() {
        Actor actor = actor();
        User user = cached;
        if (user == null || !user.id().equals(actor.user())) {
            user = users.get(actor.org(), actor.user());
            cached = user;
        }
        return user;
    }

    /** Returns what the actor may, as of now. */
    public Access access() {
        return access.of(actor());
    }

    public Locale locale() {
        return user().language();
    }

    public ZoneId zone() {
        return user().zone();
    }

    /** Returns how the person reads dates and numbers. */
    public Formats formats() {
        User user = user();
        return new Formats(user.language(), user.zone(), user.formats());
    }

    /** Returns the number of the browser session at hand. */
    public OptionalLong session() {
        return browser.of(actor());
    }

    /** Reads the person's settings anew at the next question, as they have changed. */
    public void refresh() {
        cached = null;
    }

    private Account requireAccount() {
        return account()
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.AUTHENTICATION_FAILURE, "Your session has ended; sign in again."));
    }

    private static Optional<Account> account() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof SignedIn signedIn
                ? Optional.of(signedIn.account())
                : Optional.empty();
    }
}
