package io.atelier.platform.transfer.internal;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.transfer.BulkLimits;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A ZIP archive from outside that must hold one CSV file and nothing else. Its names are never paths here. How much it
 * unpacks to is bounded by whoever reads it, as it is read.
 */
public final class BulkArchive implements Closeable {
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}/\\\\:]{1,251}\\.[cC][sS][vV]");
    private static final int BUFFER = 64 * 1024;

    private final Path file;
    private final ZipFile zip;
    private final ZipEntry entry;

    private BulkArchive(Path file, ZipFile zip, ZipEntry entry) {
        this.file = file;
        this.zip = zip;
        this.entry = entry;
    }

    /**
     * Reads the stream to its end; does not close it.
     *
     * @throws PlatformException {@link ErrorCode#PAYLOAD_TOO_LARGE} above {@link BulkLimits#MAX_ARCHIVE_BYTES}, or {@link
     *     ErrorCode#INVALID_FILE}
     */
    public static BulkArchive read(InputStream content) {
        try {
            Path file = Files.createTempFile("bulk-", ".zip");
            try {
                copy(content, file);
                return open(file);
            } catch (PlatformException | IOException e) {
                Files.deleteIfExists(file);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The archive could not be kept", e);
        }
    }

    private static void copy(InputStream content, Path file) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                size += read;
                if (size > BulkLimits.MAX_ARCHIVE_BYTES) {
                    throw new PlatformException(
                            ErrorCode.PAYLOAD_TOO_LARGE,
                            "An archive has at most 25 MB; split the file into several.",
                            Map.of("limit", BulkLimits.MAX_ARCHIVE_BYTES));
                }
                out.write(buffer, 0, read);
            }
        }
    }

    private static BulkArchive open(Path file) {
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8);
        } catch (IOException | IllegalArgumentException _) {
            throw InvalidFile.because("The file is no ZIP archive that can be read.");
        }
        try {
            return new BulkArchive(file, zip, onlyEntry(zip));
        } catch (PlatformException e) {
            closeQuietly(zip);
            throw e;
        }
    }

    private static ZipEntry onlyEntry(ZipFile zip) {
        if (zip.size() != 1) {
            throw InvalidFile.because("The archive must hold one CSV file and nothing else.");
        }
        ZipEntry entry;
        try {
            entry = zip.entries().nextElement();
        } catch (RuntimeException _) {
            throw InvalidFile.because("The file is no ZIP archive that can be read.");
        }
        if (entry.isDirectory() || !NAME.matcher(entry.getName()).matches()) {
            throw InvalidFile.because("The file in the archive is named like leads.csv, without any folder.");
        }
        return entry;
    }

    public String name() {
        return entry.getName();
    }

    /** Opens the contents; what is wrong with them is refused with {@link ErrorCode#INVALID_FILE} where it stands. */
    public InputStream contents() {
        try {
            return new Checked(zip.getInputStream(entry), entry.getCrc());
        } catch (IOException _) {
            throw damaged();
        }
    }

    @Override
    public void close() throws IOException {
        try (zip) {
            Files.deleteIfExists(file);
        }
    }

    private static void closeQuietly(ZipFile zip) {
        try {
            zip.close();
        } catch (IOException _) {
            // what was wrong is told already
        }
    }

    private static PlatformException damaged() {
        return InvalidFile.because("The archive is damaged or encrypted; make it anew.");
    }

    /** Tells an archive that is damaged from a disk that is full: the first is the sender's. */
    private static final class Checked extends FilterInputStream {
        private final CRC32 sum = new CRC32();
        private final long expected;

        Checked(InputStream in, long expected) {
            super(in);
            this.expected = expected;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int from, int length) {
            try {
                int read = in.read(buffer, from, length);
                if (read > 0) {
                    sum.update(buffer, from, read);
                } else if (read < 0 && sum.getValue() != expected) {
                    throw damaged();
                }
                return read;
            } catch (IOException _) {
                throw damaged();
            }
        }

        @Override
        public long skip(long count) {
            throw new UnsupportedOperationException("what is skipped is not checked");
        }
    }
}
