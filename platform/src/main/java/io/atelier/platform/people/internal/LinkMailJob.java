package io.atelier.platform.people.internal;

import io.atelier.platform.common.PlatformException;
import io.atelier.platform.identity.Account;
import io.atelier.platform.identity.LinkKind;
import io.atelier.platform.identity.OneTimeLinkService;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.identity.UserState;
import io.atelier.platform.job.JobHandler;
import io.atelier.platform.mail.DirectMailService;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgService;
import io.atelier.platform.org.UserId;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Mails a one-time link. The token is made only here, so that it lies in no queue; a second run makes another one, which
 * voids the first.
 */
@Component
public class LinkMailJob implements JobHandler<LinkMailJob.Data> {
    public static final String NAME = "people-link-mail";

    private static final Logger log = LoggerFactory.getLogger(LinkMailJob.class);

    private final UserService users;
    private final OrgService orgs;
    private final OneTimeLinkService links;
    private final AccountMailTexts texts;
    private final DirectMailService mails;

    /** Whom which kind of link goes to; {@code address} is the installation's. */
    public record Data(long org, long user, LinkKind kind, String address) {}

    LinkMailJob(
            UserService users,
            OrgService orgs,
            OneTimeLinkService links,
            AccountMailTexts texts,
            DirectMailService mails) {
        this.users = users;
        this.orgs = orgs;
        this.links = links;
        this.texts = texts;
        this.mails = mails;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<Data> dataType() {
        return Data.class;
    }

    @Override
    public void run(Data data) throws IOException {
        Account account = new Account(new OrgId(data.org()), new UserId(data.user()));
        Optional<User> found =
                users.find(account.org(), account.user()).filter(user -> user.state() == stateFor(data.kind()));
        if (found.isEmpty()) {
            return; // revoked, deactivated or confirmed meanwhile
        }
        User user = found.get();
        String organization = orgs.get(account.org()).name();
        String link = address(data.address(), data.kind(), links.make(account, data.kind()));
        AccountMailTexts.Text text = texts.of(data.kind(), user, organization, link);
        try {
            mails.send(account.org(), organization, user.email(), text.subject(), text.html());
        } catch (PlatformException e) {
            log.warn("A mail with a link for user {} was refused: {}", data.user(), e.getMessage());
        }
    }

    /** Returns the address that a link's token is opened at. */
    public static String address(String base, LinkKind kind, String token) {
        return switch (kind) {
            case INVITATION -> base + "/join/" + token;
            case PASSWORD -> base + "/new-password/" + token;
        };
    }

    private static UserState stateFor(LinkKind kind) {
        return switch (kind) {
            case INVITATION -> UserState.UNCONFIRMED;
            case PASSWORD -> UserState.ACTIVE;
        };
    }
}
