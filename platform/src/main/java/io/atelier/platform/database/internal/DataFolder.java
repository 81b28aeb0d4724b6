package io.atelier.platform.database.internal;

import io.atelier.platform.database.DatabaseUnavailableException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The data folder, held by this process alone. The lock is the operating system's and goes with the process, so a killed
 * server leaves none behind.
 */
final class DataFolder implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;

    private DataFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static DataFolder open(Path folder) {
        Path path = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path);
            FileChannel channel =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!tryLock(channel)) {
                channel.close();
                throw new DatabaseUnavailableException(
                        "The data folder " + path + " is in use by another Atelier. Stop that one, or name another"
                                + " folder with --data.",
                        null);
            }
            return new DataFolder(path, channel);
        } catch (IOException e) {
            throw new DatabaseUnavailableException(
                    "The data folder " + path + " cannot be written (" + e.getMessage()
                            + "). Make it writable for this user, or name another folder with --data.",
                    e);
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    Path resolve(String child) {
        return path.resolve(child);
    }

    /** Returns the secret of that name, made at first use; readable by this user only. */
    String secret(String name) {
        Path file = path.resolve("secrets").resolve(name);
        try {
            if (Files.exists(file)) {
                return Files.readString(file).strip();
            }
            Files.createDirectories(file.getParent());
            byte[] bytes = new byte[24];
            new SecureRandom().nextBytes(bytes);
            String secret = HexFormat.of().formatHex(bytes);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, secret);
            return secret;
        } catch (IOException e) {
            throw new DatabaseUnavailableException("The secret " + file + " can be neither read nor made.", e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
