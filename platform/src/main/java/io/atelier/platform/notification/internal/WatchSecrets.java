package io.atelier.platform.notification.internal;

import io.atelier.platform.org.OrgId;
import io.atelier.platform.secret.SecretService;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/** Makes and keeps secrets of channels, and signs with them. */
@Component
public class WatchSecrets {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretService secrets;

    WatchSecrets(SecretService secrets) {
        this.secrets = secrets;
    }

    public static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    public String seal(OrgId org, long channel, String secret) {
        return secrets.seal(org, place(channel), secret);
    }

    String open(OrgId org, long channel, String sealed) {
        return secrets.open(org, place(channel), sealed);
    }

    /** Returns the HMAC-SHA256, in hexadecimal digits, of the time in seconds, a dot, and the body. */
    public static String sign(String secret, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA256", e);
        }
    }

    private static String place(long channel) {
        return "sys_watch/" + channel;
    }
}
