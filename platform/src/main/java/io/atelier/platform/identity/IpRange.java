package io.atelier.platform.identity;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses that share their first bits: {@code 192.0.2.0/24}, {@code 2001:db8::/32}, or one address. No name is ever
 * looked up.
 */
public final class IpRange {
    private static final Pattern V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private final byte[] network;
    private final int bits;

    private IpRange(byte[] network, int bits) {
        this.network = network;
        this.bits = bits;
    }

    /** Reads a range, or refuses with {@link ErrorCode#INVALID_DATA} what is none or has bits behind its length. */
    public static IpRange of(String text) {
        String[] parts = text.strip().split("/", -1);
        byte[] network = parts.length > 2 ? null : literal(parts[0]).orElse(null);
        if (network == null) {
            throw unreadable();
        }
        int most = network.length * Byte.SIZE;
        int bits = parts.length == 1 ? most : length(parts[1], most);
        if (!Arrays.equals(masked(network, bits), network)) {
            throw new PlatformException(
                    ErrorCode.INVALID_DATA,
                    "A range starts with its first address: write 192.0.2.0/24 rather than 192.0.2.7/24.");
        }
        return new IpRange(network, bits);
    }

    /** Says whether the text is one address. */
    public static boolean isAddress(String text) {
        return literal(text).isPresent();
    }

    /** Says whether the address is in the range; what is no address is in none. */
    public boolean contains(String address) {
        int zone = address.indexOf('%');
        return literal(zone < 0 ? address : address.substring(0, zone))
                .filter(bytes -> bytes.length == network.length)
                .map(bytes -> Arrays.equals(masked(bytes, bits), network))
                .orElse(false);
    }

    /** An IPv4 address that is written as IPv6 is the IPv4 address. */
    private static Optional<byte[]> literal(String text) {
        if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text).getAddress());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static int length(String text, int most) {
        if (!text.matches("\\d{1,3}") || Integer.parseInt(text) > most) {
            throw unreadable();
        }
        return Integer.parseInt(text);
    }

    private static byte[] masked(byte[] address, int bits) {
        byte[] masked = address.clone();
        for (int bit = bits; bit < address.length * Byte.SIZE; bit++) {
            masked[bit / Byte.SIZE] &= (byte) ~(0x80 >> bit % Byte.SIZE);
        }
        return masked;
    }

    private static PlatformException unreadable() {
        return new PlatformException(
                ErrorCode.INVALID_DATA, "A range is written 192.0.2.0/24, 2001:db8::/32, or as one address.");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpRange range && bits == range.bits && Arrays.equals(network, range.network);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(network) * 31 + bits;
    }

    @Override
    public String toString() {
        try {
            InetAddress address = InetAddress.getByAddress(network);
            int most = address instanceof Inet4Address ? 32 : 128;
            return bits == most ? address.getHostAddress() : address.getHostAddress() + "/" + bits;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are an address", e);
        }
    }
}
