package io.atelier.platform.connection.internal;

import io.atelier.platform.identity.IpRange;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/** The addresses of the public internet. */
public final class PublicAddresses {
    /** This host, private, shared by carriers, link-local, protocols, examples, 6to4 relays, benchmarks, multicast, reserved. */
    private static final List<IpRange> CLOSED_V4 = ranges(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");

    /** Loopback, mapped, NAT64, unique local, link-local and multicast all lie outside of what is given out. */
    private static final IpRange OPEN_V6 = IpRange.of("2000::/3");

    /** Protocols such as Teredo, examples, 6to4: an IPv4 address may stand inside. */
    private static final List<IpRange> CLOSED_V6 = ranges("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    private PublicAddresses() {}

    public static boolean contains(InetAddress address) {
        String text = address.getHostAddress();
        return address instanceof Inet4Address
                ? CLOSED_V4.stream().noneMatch(range -> range.contains(text))
                : OPEN_V6.contains(text) && CLOSED_V6.stream().noneMatch(range -> range.contains(text));
    }

    private static List<IpRange> ranges(String... texts) {
        return Stream.of(texts).map(IpRange::of).toList();
    }
}
