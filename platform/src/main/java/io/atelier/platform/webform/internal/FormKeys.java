package io.atelier.platform.webform.internal;

import io.atelier.platform.org.OrgId;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Public keys of forms: the organization's number and 128 random bits. The organization follows from the key alone. */
public final class FormKeys {
    private static final Pattern SHAPE = Pattern.compile("([1-9][0-9]{0,9})-[0-9a-f]{32}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private FormKeys() {}

    public static String make(OrgId org) {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return org.value() + "-" + HexFormat.of().formatHex(bytes);
    }

    public static Optional<OrgId> org(String key) {
        Matcher matcher = SHAPE.matcher(key);
        return matcher.matches() ? Optional.of(new OrgId(Long.parseLong(matcher.group(1)))) : Optional.empty();
    }
}
