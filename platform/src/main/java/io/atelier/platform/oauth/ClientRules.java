package io.atelier.platform.oauth;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Violation;
import io.atelier.platform.common.ViolationsException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Gathers what is wrong with a client before it is made. */
final class ClientRules {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private ClientRules() {}

    static void check(ApiClientData data) {
        List<Violation> problems = new ArrayList<>();
        if (data.name().isEmpty() || data.name().length() > ApiClientData.MAX_NAME) {
            problems.add(new Violation(ErrorCode.INVALID_NAME, "name", "A client's name has 1 to 100 characters."));
        }
        switch (data.kind()) {
            case SERVER -> redirects(data, problems);
            case SELF, CREDENTIALS -> {
                if (!data.redirectUris().isEmpty() || !data.confidential()) {
                    problems.add(new Violation(
                            ErrorCode.INVALID_DATA,
                            "redirect_uris",
                            "Only a client that people let in has addresses to return to, or goes without a secret."));
                }
            }
        }
        if (data.kind() == ApiClientKind.CREDENTIALS && data.scopes().isEmpty()) {
            problems.add(new Violation(
                    ErrorCode.MANDATORY_NOT_FOUND, "scopes", "Say what the client may do; it acts without a person."));
        }
        if (!problems.isEmpty()) {
            throw new ViolationsException(problems);
        }
    }

    private static void redirects(ApiClientData data, List<Violation> problems) {
        if (data.redirectUris().isEmpty() || data.redirectUris().size() > ApiClientData.MAX_REDIRECTS) {
            problems.add(new Violation(
                    ErrorCode.LIMIT_EXCEEDED, "redirect_uris", "A client has 1 to 20 addresses to return to."));
        }
        data.redirectUris().stream()
                .filter(uri -> !isGood(uri))
                .findFirst()
                .ifPresent(_ -> problems.add(new Violation(
                        ErrorCode.INVALID_DATA,
                        "redirect_uris",
                        "An address to return to starts with https://, or with http:// on this machine, and has no # or user in"
                                + " it; at most 2,000 characters.")));
    }

    private static boolean isGood(String text) {
        if (text.length() > ApiClientData.MAX_REDIRECT_LENGTH) {
            return false;
        }
        try {
            URI uri = new URI(text);
            String host = uri.getHost();
            boolean plain = host != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null
                    && text.equals(uri.toASCIIString())
                    && !text.contains("*");
            return plain
                    && ("https".equals(uri.getScheme())
                            || "http".equals(uri.getScheme()) && THIS_MACHINE.contains(host));
        } catch (URISyntaxException _) {
            return false;
        }
    }
}
