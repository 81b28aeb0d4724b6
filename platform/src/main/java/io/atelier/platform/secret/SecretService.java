package io.atelier.platform.secret;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.secret.internal.AesGcm;
import io.atelier.platform.secret.internal.DataKeys;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.springframework.stereotype.Service;

/**
 * Seals texts with AES-256-GCM under a data key of the organization, which is itself sealed under the installation's
 * master key. A sealed text opens only in the place that it was sealed for, so that copying it to another row or field
 * gives nothing away.
 */
@Service
public class SecretService {
    private static final String VERSION = "v1";

    private final DataKeys keys;

    SecretService(DataKeys keys) {
        this.keys = keys;
    }

    /**
     * Returns the sealed text: {@code v1.<key>.<base64>}, different each time.
     *
     * @param place names where the text will stand; the same is needed to open it
     */
    public String seal(OrgId org, String place, String plain) {
        DataKeys.DataKey key = keys.current(org);
        byte[] sealed = AesGcm.seal(key.key(), bound(org, place), plain.getBytes(StandardCharsets.UTF_8));
        return VERSION + "." + key.id() + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /** Returns the plain text, or fails where the text was changed, or was sealed for another place. */
    public String open(OrgId org, String place, String sealed) {
        String[] parts = sealed.split("\\.", 3);
        if (parts.length != 3 || !parts[0].equals(VERSION)) {
            throw unreadable();
        }
        try {
            DataKeys.DataKey key = keys.get(org, Long.parseLong(parts[1]));
            byte[] plain = AesGcm.open(
                    key.key(), bound(org, place), Base64.getUrlDecoder().decode(parts[2]));
            return new String(plain, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw unreadable();
        }
    }

    /** Seals from now on under a new data key; what was sealed before still opens. */
    public void rotate(OrgId org) {
        keys.rotate(org);
    }

    private static byte[] bound(OrgId org, String place) {
        return (org.schema() + "|" + place).getBytes(StandardCharsets.UTF_8);
    }

    private static PlatformException unreadable() {
        return new PlatformException(
                ErrorCode.UNAVAILABLE, "An encrypted value cannot be read: it was changed outside of the platform.");
    }
}
