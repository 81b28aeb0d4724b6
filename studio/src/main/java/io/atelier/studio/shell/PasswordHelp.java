package io.atelier.studio.shell;

import io.atelier.platform.people.PasswordService;
import org.springframework.stereotype.Component;

/** Says whether a forgotten password can be helped with: only where both the mail server and the address are configured. */
@Component
class PasswordHelp {
    private final PasswordService passwords;
    private final PublicAddress address;

    PasswordHelp(PasswordService passwords, PublicAddress address) {
        this.passwords = passwords;
        this.address = address;
    }

    /** A link must lead where the operator said, and not where a stranger's request says that it came. */
    boolean canMail() {
        return passwords.canMail() && !address.configured().isEmpty();
    }

    void mail(String email) {
        passwords.requestReset(email, address.configured(), SessionStart.origin());
    }
}
