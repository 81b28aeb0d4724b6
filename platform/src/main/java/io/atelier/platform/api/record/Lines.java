package io.atelier.platform.api.record;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** The lines of a stream that is still coming; empty ones are passed over. */
final class Lines {
    /** Most bytes of a line. */
    static final int MAX_BYTES = 1024 * 1024;

    private static final int BUFFER = 64 * 1024;

    private final InputStream input;

    Lines(InputStream input) {
        this.input = new BufferedInputStream(input, BUFFER);
    }

    /**
     * Returns the next line without its end; empty where there is none.
     *
     * @throws PlatformException {@link ErrorCode#PAYLOAD_TOO_LARGE} for a line of more than {@link #MAX_BYTES}
     */
    Optional<byte[]> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = input.read(); b >= 0; b = input.read()) {
            if (b != '\n') {
                line.write(b);
                if (line.size() > MAX_BYTES) {
                    throw new PlatformException(
                            ErrorCode.PAYLOAD_TOO_LARGE, "A line has at most 1 MB.", Map.of("limit", MAX_BYTES));
                }
            } else if (!isBlank(line)) {
                return Optional.of(line.toByteArray());
            } else {
                line.reset();
            }
        }
        return isBlank(line) ? Optional.empty() : Optional.of(line.toByteArray());
    }

    private static boolean isBlank(ByteArrayOutputStream line) {
        return line.size() < 2 && line.toString(StandardCharsets.ISO_8859_1).isBlank();
    }
}
