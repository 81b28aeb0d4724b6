package io.atelier.platform.mail.internal;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Map;
import java.util.regex.Pattern;

/** Decides what may stand in a mail's header: one line, one address. */
public final class HeaderText {
    public static final int MAX_SUBJECT = 250;

    private static final int MAX_ADDRESS = 254;
    private static final Pattern ADDRESS =
            Pattern.compile("[^\\s\\p{Cntrl}@<>()\\[\\]\\\\,;:\"]{1,64}@[^\\s\\p{Cntrl}@<>()\\[\\]\\\\,;:\"]{1,190}");

    private HeaderText() {}

    /** Returns the subject without spaces around, or refuses one that is empty, too long or of several lines. */
    public static String subject(String text) {
        String subject = text.strip();
        if (subject.isEmpty()) {
            throw new PlatformException(
                    ErrorCode.MANDATORY_NOT_FOUND, "A mail needs a subject.", Map.of("api_name", "subject"));
        }
        if (subject.length() > MAX_SUBJECT) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "A mail's subject has at most 250 characters.",
                    Map.of("api_name", "subject", "limit", MAX_SUBJECT));
        }
        if (hasControl(subject)) {
            throw new PlatformException(
                    ErrorCode.INVALID_DATA,
                    "A mail's subject is one line of text; take line breaks out of it and of its merge fields.",
                    Map.of("api_name", "subject"));
        }
        return subject;
    }

    /** Returns the one address, or refuses what is none or more than one. */
    public static String address(String text) {
        String address = text.strip();
        try {
            if (address.length() <= MAX_ADDRESS
                    && !hasControl(text)
                    && ADDRESS.matcher(address).matches()) {
                return new InternetAddress(address, true).getAddress();
            }
        } catch (AddressException _) {
            throw badAddress();
        }
        throw badAddress();
    }

    /** Returns a name that cannot leave its place in a header. */
    public static String name(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    private static boolean hasControl(String text) {
        return text.codePoints().anyMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029);
    }

    private static PlatformException badAddress() {
        return new PlatformException(
                ErrorCode.INVALID_DATA,
                "A mail goes to one address, written name@example.org.",
                Map.of("api_name", "to"));
    }
}
