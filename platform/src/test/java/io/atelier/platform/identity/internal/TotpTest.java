package io.atelier.platform.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
    /** RFC 6238, appendix B. */
    @ParameterizedTest
    @CsvSource({
        "59, 94287082",
        "1111111109, 07081804",
        "1111111111, 14050471",
        "1234567890, 89005924",
        "2000000000, 69279037",
        "20000000000, 65353130"
    })
    void makesTheCodesOfTheStandard(long second, String code) {
        byte[] key = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

        assertThat(Totp.code(key, Totp.step(Instant.ofEpochSecond(second)), 8)).isEqualTo(code);
        assertThat(Totp.code(key, Totp.step(Instant.ofEpochSecond(second)))).isEqualTo(code.substring(2));
    }

    /** RFC 4648, section 10, without padding. */
    @ParameterizedTest
    @CsvSource({"f,MY", "fo,MZXQ", "foo,MZXW6", "foob,MZXW6YQ", "fooba,MZXW6YTB", "foobar,MZXW6YTBOI"})
    void writesKeysInBase32(String plain, String text) {
        assertThat(Totp.base32(plain.getBytes(StandardCharsets.US_ASCII))).isEqualTo(text);
    }

    @Test
    void drawsAPictureThatHoldsNothingButPaths() {
        assertThat(QrSvg.of("otpauth://totp/A:b?secret=\"><script>"))
                .startsWith("<svg ")
                .endsWith("</svg>")
                .doesNotContain("script");
    }
}
