package io.atelier.platform.record.internal;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.record.PhotoService;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Reads pictures that strangers bring, and draws them anew. */
public final class Photos {
    private static final Set<String> FORMATS = Set.of("png", "jpeg", "gif", "bmp");

    private Photos() {}

    /** @param format {@code png} or {@code jpg} */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    public record Drawn(byte[] bytes, String format) {
        public String mediaSubtype() {
            return format.equals("jpg") ? "jpeg" : format;
        }
    }

    /** Returns the first picture of a file; its size is asked before it is unpacked, as little may unpack to much. */
    public static Drawn drawnAnew(byte[] file) {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw noPicture();
            }
            ImageReader reader = readers.next();
            try {
                return drawn(reader, in);
            } finally {
                reader.dispose();
            }
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException | NegativeArraySizeException _) {
            throw noPicture(); // readers fail in many ways over what was made to make them fail
        }
    }

    private static Drawn drawn(ImageReader reader, ImageInputStream in) throws IOException {
        if (!FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
            throw noPicture();
        }
        reader.setInput(in, true, true);
        requireSize(reader.getWidth(0), reader.getHeight(0));
        BufferedImage image = reader.read(0, thinned(reader));
        boolean clear = image.getColorModel().hasAlpha();
        BufferedImage plain = new BufferedImage(
                image.getWidth(), image.getHeight(), clear ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        plain.createGraphics().drawImage(image, 0, 0, null);
        String format = clear ? "png" : "jpg";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!ImageIO.write(plain, format, out)) {
            throw noPicture();
        }
        return new Drawn(out.toByteArray(), format);
    }

    /** Leaves rows and columns of large pictures out as they are read, so that little memory is needed. */
    private static ImageReadParam thinned(ImageReader reader) throws IOException {
        int longest = Math.max(reader.getWidth(0), reader.getHeight(0));
        int step = Math.ceilDiv(longest, PhotoService.MAX_KEPT_SIDE);
        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceSubsampling(step, step, 0, 0);
        return param;
    }

    private static void requireSize(int width, int height) {
        if (width > PhotoService.MAX_SIDE
                || height > PhotoService.MAX_SIDE
                || (long) width * height > PhotoService.MAX_PIXELS) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "A picture has at most 10,000 pixels a side and 25 million in all.",
                    Map.of("limit", PhotoService.MAX_PIXELS));
        }
    }

    private static PlatformException noPicture() {
        return new PlatformException(
                ErrorCode.INVALID_FILE, "This is no picture. Use a PNG, JPEG, GIF or BMP.", Map.of());
    }
}
