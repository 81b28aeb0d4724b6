package io.atelier.platform.people.internal;

import io.atelier.platform.identity.Account;
import io.atelier.platform.identity.LinkKind;
import io.atelier.platform.identity.SignInService;
import io.atelier.platform.job.JobHandler;
import java.io.IOException;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Looks whether anybody has the address that a password was forgotten for; here, as nobody waits for the answer. */
@Component
public class ResetMailJob implements JobHandler<ResetMailJob.Data> {
    public static final String NAME = "people-reset-mail";

    private final SignInService signIns;
    private final LinkMailJob mails;

    /** What was typed, and the installation's address. */
    public record Data(String email, String address) {}

    ResetMailJob(SignInService signIns, LinkMailJob mails) {
        this.signIns = signIns;
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
        Optional<Account> account = signIns.find(data.email());
        if (account.isPresent()) {
            mails.run(new LinkMailJob.Data(
                    account.get().org().value(), account.get().user().value(), LinkKind.PASSWORD, data.address()));
        }
    }
}
