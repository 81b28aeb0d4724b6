package io.atelier.platform.connection.internal;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address in the one form that all programs read alike. Names of users, fragments, backslashes, blanks, other letters than
 * ASCII, numbers in other forms than {@code 192.0.2.1}, names that end in a dot are refused rather than understood.
 *
 * @param host in small letters; an IPv6 address in its brackets
 * @param literal the address, if the host is one
 * @param target path and query
 */
public record TargetUrl(boolean secure, String host, Optional<InetAddress> literal, int port, String target) {
    public static final int MAX_LENGTH = 2_000;

    private static final int MAX_HOST = 253;
    private static final Pattern SHAPE = Pattern.compile(
            "(?<scheme>https?)://(?<host>\\[[0-9a-f:.]{2,45}\\]|[a-z0-9.-]{1,253})(:(?<port>[1-9][0-9]{0,4}))?"
                    + "(?<target>[/?][!-~&&[^#\\\\\"<>^`{|}]]*)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern V4 =
            Pattern.compile("(0|[1-9][0-9]{0,2})\\.(0|[1-9][0-9]{0,2})\\.(0|[1-9][0-9]{0,2})\\.(0|[1-9][0-9]{0,2})");

    /** The last label begins with a letter and is no hexadecimal number: else some programs read a number. */
    private static final Pattern NAME =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*(?!0x)[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

    /** Reads an address, or refuses it with {@link ErrorCode#INVALID_DATA}. */
    public static TargetUrl parse(String url) {
        Matcher shape = SHAPE.matcher(url);
        if (url.length() > MAX_LENGTH || !shape.matches()) {
            throw refused();
        }
        boolean secure = shape.group("scheme").equalsIgnoreCase("https");
        String host = shape.group("host").toLowerCase(Locale.ROOT);
        Optional<InetAddress> literal = literal(host);
        if (literal.isEmpty()
                && (host.length() > MAX_HOST || !NAME.matcher(host).matches())) {
            throw refused();
        }
        String given = shape.group("port");
        int port = given == null ? secure ? 443 : 80 : Integer.parseInt(given);
        if (port > 65_535) {
            throw refused();
        }
        String target = shape.group("target");
        String whole = target == null ? "/" : target.startsWith("/") ? target : "/" + target;
        return new TargetUrl(secure, host, literal, port, whole);
    }

    /** Returns what the Host header says. */
    public String authority() {
        return port == (secure ? 443 : 80) ? host : host + ":" + port;
    }

    private static Optional<InetAddress> literal(String host) {
        boolean v6 = host.startsWith("[");
        if (!v6 && !V4.matcher(host).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(v6 ? host.substring(1, host.length() - 1) : host));
        } catch (IllegalArgumentException _) {
            throw refused();
        }
    }

    private static PlatformException refused() {
        return new PlatformException(
                ErrorCode.INVALID_DATA,
                "An address is written https://host/path, with at most 2,000 ASCII characters, without a user's name and"
                        + " without a fragment.",
                Map.of("api_name", "url", "limit", MAX_LENGTH));
    }
}
