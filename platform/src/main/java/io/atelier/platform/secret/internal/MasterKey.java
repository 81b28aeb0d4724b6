package io.atelier.platform.secret.internal;

import io.atelier.platform.database.DatabaseProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The installation's key, in a file that only its owner reads; never in the database or its backups. Made at first use.
 * Several nodes share the file, by {@code ATELIER_MASTER_KEY_FILE}.
 */
@Component
public class MasterKey {
    private static final int BYTES = 32;

    private final Path file;

    MasterKey(DatabaseProperties properties, @Value("${ATELIER_MASTER_KEY_FILE:}") String named) {
        this.file = named.isBlank() ? properties.dataFolder().resolve("keys").resolve("master.key") : Path.of(named);
    }

    /** Says whether there is a key to open with. */
    boolean exists() {
        return Files.exists(file);
    }

    Path file() {
        return file;
    }

    SecretKey get() {
        try {
            if (!exists()) {
                make();
            }
            byte[] key = Base64.getDecoder().decode(Files.readString(file).strip());
            if (key.length != BYTES) {
                throw new IllegalStateException("The key in " + file + " is not 32 bytes in base64");
            }
            return new SecretKeySpec(key, "AES");
        } catch (IOException e) {
            throw new UncheckedIOException("The key in " + file + " cannot be read or made", e);
        }
    }

    /** Another node may make it at the same moment: the first one's stands. */
    private void make() throws IOException {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path draft = Files.createTempFile(
                folder, "key-", "", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(draft, Base64.getEncoder().encodeToString(key) + "\n");
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException _) {
            return;
        } catch (UnsupportedOperationException _) {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
