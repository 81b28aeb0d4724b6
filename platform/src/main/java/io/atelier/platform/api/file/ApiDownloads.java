package io.atelier.platform.api.file;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Hands files out so that no browser shows or runs what a stranger brought. */
final class ApiDownloads {
    private ApiDownloads() {}

    /** Answers with a file whose contents nobody knows. */
    static ResponseEntity<InputStreamResource> file(String name, long size, InputStream content) {
        return of(name, size, MediaType.APPLICATION_OCTET_STREAM, content);
    }

    /** @param type of contents that this server has made itself */
    static ResponseEntity<InputStreamResource> of(String name, long size, MediaType type, InputStream content) {
        return ResponseEntity.ok()
                .contentType(type)
                .contentLength(size)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        // Zoho's clients look for the part behind the last quote.
                        "attachment;filename*=UTF-8''" + encoded(name))
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .body(new InputStreamResource(content));
    }

    private static String encoded(String name) {
        String header = ContentDisposition.attachment()
                .filename(name, StandardCharsets.UTF_8)
                .build()
                .toString();
        return header.substring(header.lastIndexOf("''") + 2);
    }
}
