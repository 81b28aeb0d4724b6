package io.atelier.platform.identity;

import java.util.List;

/**
 * What the people of a profile need to come in, besides a password.
 *
 * @param ranges addresses that they may come from; empty: any
 */
public record ProfileSecurity(boolean secondFactorRequired, List<IpRange> ranges) {
    public static final ProfileSecurity NONE = new ProfileSecurity(false, List.of());
    public static final int MAX_RANGES = 50;

    public ProfileSecurity {
        ranges = List.copyOf(ranges);
    }

    public boolean allows(String address) {
        return ranges.isEmpty() || ranges.stream().anyMatch(range -> range.contains(address));
    }
}
