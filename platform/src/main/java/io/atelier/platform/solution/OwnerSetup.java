package io.atelier.platform.solution;

import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;

/**
 * What the first person says about the organization and themselves.
 *
 * @param language of the organization and of this person
 */
public record OwnerSetup(
        String orgName,
        String personName,
        String email,
        String password,
        Locale language,
        ZoneId zone,
        Currency currency) {

    @Override
    public String toString() {
        return "OwnerSetup[orgName=" + orgName + ", email=" + email + "]";
    }
}
