package io.atelier.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.platform.common.PlatformException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpRangeTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, 192.0.2.0, true",
        "192.0.2.0/24, 192.0.2.255, true",
        "192.0.2.0/24, 192.0.3.0, false",
        "192.0.2.0/24, ::ffff:192.0.2.9, true",
        "192.0.2.0/25, 192.0.2.127, true",
        "192.0.2.0/25, 192.0.2.128, false",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "fe80::/10, fe80::1%eth0, true",
        "192.0.2.0/24, localhost, false",
        "192.0.2.0/24, 192.0.2, false",
        "192.0.2.0/24, '', false",
        "192.0.2.0/24, 0300.0.2.1, false"
    })
    void containsWhatSharesItsFirstBits(String range, String address, boolean inside) {
        assertThat(IpRange.of(range).contains(address)).isEqualTo(inside);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.org",
                "192.0.2.0/33",
                "192.0.2.0/-1",
                "192.0.2.0/",
                "192.0.2.0/8/8",
                "192.0.2.7/24",
                "256.0.0.1",
                "2001:db8::/129",
                "192.0.2",
                "0x7f.0.0.1",
                "192.0.2.0/24;drop"
            })
    void refusesWhatIsNoRange(String text) {
        assertThatThrownBy(() -> IpRange.of(text)).isInstanceOf(PlatformException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.0/24", "192.0.2.7", "10.0.0.0/8", "0.0.0.0/0"})
    void isWrittenAsItWasRead(String text) {
        assertThat(IpRange.of(text)).hasToString(text);
        assertThat(IpRange.of(IpRange.of(text).toString())).isEqualTo(IpRange.of(text));
    }
}
