package io.atelier.platform.api.file;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.servlet.ServletRequestContext;

/**
 * Reads files out of {@code multipart/form-data} as they arrive: nothing is kept before the rights and the size of each are
 * known. Of such a request no parameter may be asked, as the container would read the body for it.
 */
public final class ApiUploads {
    /** Most parts that one request is made of. */
    static final int MAX_PARTS = 20;

    private static final int MAX_HEADER = 4 * 1024;

    private ApiUploads() {}

    /** Takes one file; reads of it what it needs. */
    @FunctionalInterface
    public interface Taker {
        void take(String name, String mediaType, InputStream content);
    }

    static boolean isMultipart(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    /**
     * Hands over each part {@code file} that has a file name, in order; skips what else there is.
     *
     * @param most files; one more is refused with {@link ErrorCode#LIMIT_EXCEEDED} before it is read
     * @return how many, at least one
     */
    public static int read(HttpServletRequest request, int most, Taker taker) {
        if (!isMultipart(request)) {
            throw missing();
        }
        FileUpload upload = new FileUpload();
        upload.setPartHeaderSizeMax(MAX_HEADER);
        upload.setHeaderEncoding("UTF-8");
        try {
            int files = 0;
            FileItemIterator parts = upload.getItemIterator(new ServletRequestContext(request));
            for (int part = 0; parts.hasNext(); part++) {
                requireAtMost(part + 1, MAX_PARTS, "parts");
                FileItemStream item = parts.next();
                if (!item.isFormField() && Objects.equals(item.getFieldName(), "file")) {
                    requireAtMost(++files, most, "files");
                    take(item, taker);
                }
            }
            if (files == 0) {
                throw missing();
            }
            return files;
        } catch (IOException _) {
            throw broken();
        }
    }

    /** Closes nothing: that would read what is too much to its end. */
    private static void take(FileItemStream item, Taker taker) throws IOException {
        String name = Objects.requireNonNullElse(item.getName(), "");
        String type = Objects.requireNonNullElse(item.getContentType(), "application/octet-stream");
        taker.take(name, type, new Arriving(item.openStream()));
    }

    private static void requireAtMost(int number, int most, String what) {
        if (number > most) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "a request has at most " + most + " " + what,
                    Map.of("param_name", "file", "limit", most));
        }
    }

    /** Tells a body that breaks off from a disk that is full: the first is the sender's. */
    private static final class Arriving extends FilterInputStream {
        Arriving(InputStream in) {
            super(in);
        }

        @Override
        public int read() {
            try {
                return in.read();
            } catch (IOException _) {
                throw broken();
            }
        }

        @Override
        public int read(byte[] buffer, int from, int length) {
            try {
                return in.read(buffer, from, length);
            } catch (IOException _) {
                throw broken();
            }
        }
    }

    private static PlatformException broken() {
        return new PlatformException(
                ErrorCode.INVALID_DATA, "the upload could not be read to its end", Map.of("param_name", "file"));
    }

    private static PlatformException missing() {
        return new PlatformException(
                ErrorCode.REQUIRED_PARAM_MISSING,
                "One of the expected parameter is missing",
                Map.of("param_name", "file"));
    }
}
