package io.atelier.platform.widget.internal;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Reads a widget's zip into memory, distrusting everything: names are only keys and never paths of this machine, sizes
 * are counted while inflating, and what a header says is not believed.
 */
public final class WidgetArchive {
    public static final int MAX_ZIP = 10 * 1024 * 1024;
    static final int MAX_FILES = 500;
    static final int MAX_INFLATED = 20 * 1024 * 1024;
    static final String PAGE = "app/widget.html";

    private static final int MAX_PATH = 200;
    private static final int BUFFER = 16 * 1024;

    private WidgetArchive() {}

    /** Returns the contents by path, in the order of the archive; the stream is not closed. */
    public static Map<String, byte[]> read(InputStream stream) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        Set<String> folded = new HashSet<>();
        int inflated = 0;
        try {
            ZipInputStream zip = new ZipInputStream(new Capped(stream));
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.isDirectory()) {
                    continue;
                }
                String path = entry.getName();
                requirePlain(path);
                if (!folded.add(path.toLowerCase(Locale.ROOT))) {
                    throw invalid("Two files of the archive have the same name; rename one.");
                }
                if (folded.size() > MAX_FILES) {
                    throw limit("A widget has at most 500 files.", MAX_FILES);
                }
                byte[] content = inflate(zip, MAX_INFLATED - inflated);
                inflated += content.length;
                files.put(path, content);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new PlatformException(
                    ErrorCode.INVALID_FILE, "The file is no readable zip archive; pack it again.", Map.of(), e);
        }
        if (!files.containsKey(PAGE)) {
            throw invalid("The archive needs the page app/widget.html.");
        }
        return files;
    }

    private static byte[] inflate(ZipInputStream zip, int room) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER];
        for (int read = zip.read(buffer); read >= 0; read = zip.read(buffer)) {
            if (content.size() + read > room) {
                throw limit("A widget has at most 20 MB when unpacked.", MAX_INFLATED);
            }
            content.write(buffer, 0, read);
        }
        return content.toByteArray();
    }

    private static void requirePlain(String path) {
        boolean plain = path.length() <= MAX_PATH && path.matches("[A-Za-z0-9_@.\\- ]+(/[A-Za-z0-9_@.\\- ]+)*");
        if (!plain) {
            throw invalid("A file name holds only letters, digits, dot, dash and underscore, in folders by slashes.");
        }
        for (String part : path.split("/")) {
            if (part.equals(".") || part.equals("..")) {
                throw invalid("A file name must not lead out of the archive.");
            }
        }
    }

    private static PlatformException invalid(String message) {
        return new PlatformException(ErrorCode.INVALID_FILE, message);
    }

    private static PlatformException limit(String message, int limit) {
        return new PlatformException(ErrorCode.LIMIT_EXCEEDED, message, Map.of("limit", limit));
    }

    /** Ends the reading of an archive that is larger than allowed. */
    private static final class Capped extends FilterInputStream {
        private long left = MAX_ZIP;

        Capped(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int read) {
            left -= read;
            if (left < 0) {
                throw limit("The archive of a widget has at most 10 MB.", MAX_ZIP);
            }
        }
    }
}
