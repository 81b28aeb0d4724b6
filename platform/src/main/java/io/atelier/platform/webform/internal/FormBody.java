package io.atelier.platform.webform.internal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a form sends, strictly: urlencoded or parts without files, UTF-8, few parameters. The type is taken from the
 * header alone, never guessed.
 */
final class FormBody {
    static final int MAX_BYTES = 256 * 1024;
    static final int MAX_PARAMETERS = 200;
    private static final int MAX_PART_HEADERS = 2_000;
    private static final Pattern BOUNDARY = Pattern.compile(
            "multipart/form-data\\s*;\\s*boundary=(?:\"([^\"\\s]{1,70})\"|([^\\s;\"]{1,70}))\\s*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern DISPOSITION = Pattern.compile(
            "content-disposition:\\s*form-data;\\s*name=\"([^\"\\r\\n]{1,200})\"\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern URLENCODED = Pattern.compile(
            "application/x-www-form-urlencoded\\s*(;\\s*charset=\"?utf-8\"?\\s*)?", Pattern.CASE_INSENSITIVE);

    private FormBody() {}

    /** Parameters, or the status of a refusal. */
    sealed interface Parsed {
        record Good(Map<String, List<String>> values) implements Parsed {}

        record Refused(int status, FormText text) implements Parsed {}
    }

    static boolean isAcceptable(@Nullable String contentType) {
        return contentType != null
                && (URLENCODED.matcher(contentType.strip()).matches()
                        || BOUNDARY.matcher(contentType.strip()).matches());
    }

    static Parsed parse(String contentType, byte[] body) {
        if (body.length > MAX_BYTES) {
            return new Parsed.Refused(413, FormText.TOO_LARGE);
        }
        try {
            Matcher boundary = BOUNDARY.matcher(contentType.strip());
            if (boundary.matches()) {
                String text = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
                return parts(body, text);
            }
            return urlencoded(new String(body, StandardCharsets.ISO_8859_1));
        } catch (CharacterCodingException | IllegalArgumentException _) {
            return new Parsed.Refused(400, FormText.NOT_UNDERSTOOD);
        }
    }

    static Parsed urlencoded(String text) throws CharacterCodingException {
        Map<String, List<String>> values = new LinkedHashMap<>();
        int count = 0;
        for (String pair : text.split("&", MAX_PARAMETERS + 2)) {
            if (pair.isEmpty()) {
                continue;
            }
            if (++count > MAX_PARAMETERS) {
                return new Parsed.Refused(413, FormText.TOO_LARGE);
            }
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
        }
        return new Parsed.Good(values);
    }

    private static String decoded(String text) throws CharacterCodingException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                if (i + 2 >= text.length()) {
                    throw new IllegalArgumentException("cut escape");
                }
                int high = Character.digit(text.charAt(i + 1), 16);
                int low = Character.digit(text.charAt(i + 2), 16);
                if (high < 0 || low < 0) {
                    throw new IllegalArgumentException("no escape");
                }
                bytes.write(high * 16 + low);
                i += 2;
            } else {
                bytes.write(c == '+' ? ' ' : c);
            }
        }
        return utf8(bytes.toByteArray());
    }

    private static Parsed parts(byte[] body, String boundary) throws CharacterCodingException {
        // Latin-1 keeps every byte as one character, so that positions in the text are positions in the body.
        String text = new String(body, StandardCharsets.ISO_8859_1);
        String delimiter = "--" + boundary;
        Map<String, List<String>> values = new LinkedHashMap<>();
        int at = text.indexOf(delimiter);
        if (at != 0) {
            throw new IllegalArgumentException("no boundary at the beginning");
        }
        int count = 0;
        at += delimiter.length();
        while (!text.startsWith("--", at)) {
            if (++count > MAX_PARAMETERS) {
                return new Parsed.Refused(413, FormText.TOO_LARGE);
            }
            int headersEnd = text.indexOf("\r\n\r\n", at);
            int end = headersEnd < 0 ? -1 : text.indexOf("\r\n" + delimiter, headersEnd + 2);
            if (end < 0 || headersEnd - at > MAX_PART_HEADERS || !text.startsWith("\r\n", at)) {
                throw new IllegalArgumentException("broken part");
            }
            String headers = text.substring(at + 2, headersEnd);
            if (headers.toLowerCase(Locale.ROOT).contains("filename")) {
                return new Parsed.Refused(415, FormText.NOT_UNDERSTOOD);
            }
            String name = name(headers);
            int from = headersEnd + 4;
            String value = end < from ? "" : utf8(Arrays.copyOfRange(body, from, end));
            values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
            at = end + 2 + delimiter.length();
        }
        return new Parsed.Good(values);
    }

    private static String name(String headers) throws CharacterCodingException {
        for (String line : headers.split("\r\n")) {
            Matcher matcher = DISPOSITION.matcher(line);
            if (matcher.matches()) {
                return utf8(matcher.group(1).getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        throw new IllegalArgumentException("part without a name");
    }

    private static String utf8(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }
}
