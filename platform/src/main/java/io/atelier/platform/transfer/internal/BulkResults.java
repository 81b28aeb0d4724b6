package io.atelier.platform.transfer.internal;

import io.atelier.platform.database.DatabaseProperties;
import io.atelier.platform.org.OrgId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Results of bulk reads, a file each in the data folder: they are large, live for a day, and are nobody's attachment. */
@Component
public class BulkResults {
    private final Path root;
    private final InstantSource clock;

    BulkResults(DatabaseProperties properties, InstantSource clock) {
        this.root = properties.dataFolder().toAbsolutePath().resolve("bulk");
        this.clock = clock;
    }

    /** Writes what a result is made of. */
    @FunctionalInterface
    interface Writer<T> {
        T write(OutputStream out) throws IOException;
    }

    /** Keeps a result as a whole, or nothing of it; one of an earlier run is replaced. */
    <T> T write(OrgId org, long id, Writer<T> writer) throws IOException {
        Path folder = root.resolve(org.schema());
        Files.createDirectories(folder);
        Path arriving = Files.createTempFile(folder, "arriving-", "");
        try {
            T written;
            try (OutputStream out = Files.newOutputStream(arriving)) {
                written = writer.write(out);
            }
            Files.setLastModifiedTime(arriving, FileTime.from(clock.instant()));
            Files.move(arriving, place(org, id), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return written;
        } finally {
            Files.deleteIfExists(arriving);
        }
    }

    public Optional<InputStream> open(OrgId org, long id) {
        try {
            return Optional.of(Files.newInputStream(place(org, id)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("The result of bulk read " + id + " could not be opened", e);
        }
    }

    /** Deletes results that were written before a time, and what a crash left. */
    void deleteBefore(OrgId org, Instant time) throws IOException {
        Path folder = root.resolve(org.schema());
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(time)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private Path place(OrgId org, long id) {
        return root.resolve(org.schema()).resolve(id + ".zip");
    }
}
