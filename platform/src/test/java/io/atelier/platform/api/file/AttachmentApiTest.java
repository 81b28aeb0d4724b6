package io.atelier.platform.api.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.AttachmentService;
import io.atelier.platform.record.PhotoService;
import io.atelier.platform.record.RecycleBinService;
import io.atelier.platform.testing.Api;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@PlatformTest
class AttachmentApiTest {
    private static final byte[] TEXT = "hello".getBytes(StandardCharsets.UTF_8);

    private final JsonMapper json = new JsonMapper();

    @Autowired
    private Given given;

    @Autowired
    private Api api;

    @Autowired
    private AttachmentService attachments;

    @Autowired
    private PhotoService photos;

    @Autowired
    private RecycleBinService bin;

    private Actor admin;
    private long contact;
    private String path;

    @BeforeEach
    void aContact() {
        admin = given.administrator();
        api.letIn(admin, admin);
        contact = given.record(admin, "Contacts", Map.of("Last_Name", "Ali"));
        path = "/crm/v8/Contacts/" + contact + "/Attachments";
    }

    @Test
    void aFileIsAddedListedFetchedAndDeleted() {
        HttpResponse<String> none = api.send(admin, "GET", path, "");
        HttpResponse<String> added = api.upload(admin, path, "../смета.txt", TEXT);
        String id = json.readTree(added.body()).at("/data/0/details/id").stringValue();
        JsonNode row = json.readTree(api.send(admin, "GET", path + "?fields=id,File_Name,Size&", "")
                        .body())
                .at("/data/0");
        HttpResponse<String> fetched = api.send(admin, "GET", path + "/" + id, "");
        HttpResponse<String> deleted = api.send(admin, "DELETE", path + "/" + id, "");

        assertThat(none.statusCode()).isEqualTo(204);
        assertThat(added.body()).contains("attachment uploaded successfully");
        assertThat(row.at("/File_Name").stringValue()).isEqualTo("смета.txt");
        assertThat(row.at("/Size").stringValue()).isEqualTo("5");
        assertThat(row.at("/$type").stringValue()).isEqualTo("Attachment");
        assertThat(row.has("Owner")).isFalse();
        assertThat(fetched.body()).isEqualTo("hello");
        assertThat(fetched.headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(fetched.headers().firstValue("Content-Disposition").orElse(""))
                .startsWith("attachment;filename*=UTF-8''%D1")
                .endsWith(".txt");
        assertThat(fetched.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(fetched.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("sandbox");
        assertThat(deleted.body()).contains("record deleted");
        assertThat(api.send(admin, "GET", path, "").statusCode()).isEqualTo(204);
    }

    @Test
    void aLinkIsNoFile() {
        HttpResponse<String> added =
                api.send(admin, "POST", path + "?attachmentUrl=https%3A%2F%2Fexample.org%2Fa&title=Plan", "");
        String id = json.readTree(added.body()).at("/data/0/details/id").stringValue();

        assertThat(json.readTree(api.send(admin, "GET", path, "").body())
                        .at("/data/0/$link_url")
                        .stringValue())
                .isEqualTo("https://example.org/a");
        assertThat(api.send(admin, "GET", path + "/" + id, "").body()).contains("NOT_SUPPORTED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "data:text/html,x",
                "file:///etc/passwd",
                "https://user:secret@example.org/",
                "https:///nowhere",
                "//example.org",
                "example.org",
                "https://exa mple.org"
            })
    void aLinkLeadsToTheWeb(String url) {
        assertThatThrownBy(() -> attachments.link(admin, "Contacts", contact, "", url))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_DATA));
    }

    @Test
    void limitsHoldAtTheirEdges() {
        String most = "https://example.org/" + "a".repeat(AttachmentService.MAX_LINK - 20);
        attachments.link(admin, "Contacts", contact, "t".repeat(AttachmentService.MAX_NAME), most);

        assertThat(codeOf(() -> attachments.link(admin, "Contacts", contact, "", most + "a")))
                .isEqualTo(ErrorCode.LIMIT_EXCEEDED);
        assertThat(codeOf(() -> attachments.link(
                        admin, "Contacts", contact, "t".repeat(AttachmentService.MAX_NAME + 1), "https://a.example")))
                .isEqualTo(ErrorCode.LIMIT_EXCEEDED);
        assertThat(codeOf(() -> attachments.attach(
                        admin, "Contacts", contact, "a", "b", zeros(AttachmentService.MAX_BYTES + 1))))
                .isEqualTo(ErrorCode.PAYLOAD_TOO_LARGE);
        assertThat(attachments.attachments(admin, "Contacts", contact)).hasSize(1);
    }

    @Test
    void aRecordHasAtMostSoMany() {
        for (int i = 0; i < AttachmentService.MAX_PER_RECORD; i++) {
            attachments.link(admin, "Contacts", contact, "", "https://example.org/" + i);
        }

        assertThat(codeOf(() -> attachments.link(admin, "Contacts", contact, "", "https://example.org")))
                .isEqualTo(ErrorCode.LIMIT_EXCEEDED);
    }

    @Test
    void whoSeesARecordOnlyAddsNothing() {
        ModuleRights reading = new ModuleRights(Set.of(Verb.READ), false, Set.of(), Set.of());
        Actor reader = given.person(admin, new Permissions(false, Map.of("Contacts", reading)));
        api.letIn(admin, reader);
        String id = json.readTree(api.upload(admin, path, "a.txt", TEXT).body())
                .at("/data/0/details/id")
                .stringValue();

        assertThat(api.send(reader, "GET", path, "").statusCode()).isEqualTo(200);
        assertThat(api.send(reader, "GET", path + "/" + id, "").body()).isEqualTo("hello");
        assertThat(api.upload(reader, path, "a.txt", TEXT).body()).contains("NO_PERMISSION");
        assertThat(api.send(reader, "DELETE", path + "/" + id, "").body()).contains("NO_PERMISSION");
        assertThat(api.upload(reader, "/crm/v8/Contacts/" + contact + "/photo", "a.png", picture("png", 1))
                        .body())
                .contains("NO_PERMISSION");
    }

    @Test
    void itIsGoneWithItsRecord() {
        attachments.link(admin, "Contacts", contact, "", "https://example.org");

        api.send(admin, "DELETE", "/crm/v8/Contacts/" + contact, "");
        HttpResponse<String> inBin = api.send(admin, "GET", path, "");
        bin.restore(admin, "Contacts", List.of(contact));
        HttpResponse<String> back = api.send(admin, "GET", path, "");

        assertThat(inBin.statusCode()).isEqualTo(404);
        assertThat(back.statusCode()).isEqualTo(200);
    }

    @Test
    void brokenUploadsAreToldSo() {
        String type = "multipart/form-data; boundary=xx";
        String head = "--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n";
        for (String body : List.of("", "nonsense", "--xx--\r\n", head + "cut off", "--xx\r\n\r\n")) {
            HttpResponse<String> answer = api.send(admin, "POST", path, body, Map.of("Content-Type", type));
            assertThat(answer.statusCode()).as(body + answer.body()).isEqualTo(400);
        }
        assertThat(api.send(admin, "POST", path, head, Map.of("Content-Type", "multipart/form-data"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(api.send(admin, "POST", path, "").body()).contains("REQUIRED_PARAM_MISSING");
        assertThat(api.upload(admin, path, "a", TEXT, TEXT).body()).contains("LIMIT_EXCEEDED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
    void aPictureIsDrawnAnew(String format) throws IOException {
        String photo = "/crm/v8/Contacts/" + contact + "/photo";
        byte[] withMore = concat(picture(format, 3), "<script>".getBytes(StandardCharsets.UTF_8));

        HttpResponse<String> none = api.send(admin, "GET", photo, "");
        HttpResponse<String> put = api.upload(admin, photo, "a.html", withMore);
        HttpResponse<String> got = api.send(admin, "GET", photo, "");
        byte[] stored;
        try (InputStream in = photos.open(admin, "Contacts", contact)) {
            stored = in.readAllBytes();
        }
        HttpResponse<String> deleted = api.send(admin, "DELETE", photo, "");

        assertThat(none.statusCode()).isEqualTo(204);
        assertThat(put.body())
                .contains("\"message\":\"photo uploaded successfully\"")
                .startsWith("{\"code\"");
        assertThat(got.headers().firstValue("Content-Type").orElse("")).startsWith("image/");
        assertThat(got.headers().firstValue("Content-Disposition").orElse("")).startsWith("attachment;");
        assertThat(ImageIO.read(new ByteArrayInputStream(stored)).getWidth()).isEqualTo(3);
        assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain("<script>");
        assertThat(deleted.body()).contains("Photo deleted");
        assertThat(api.send(admin, "DELETE", photo, "").statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsNoPictureIsNone() throws IOException {
        byte[] cut = picture("png", 50);
        byte[] head = java.util.Arrays.copyOf(cut, 40);

        for (byte[] file : List.of(
                new byte[0],
                TEXT,
                "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8),
                head)) {
            assertThat(codeOf(() -> photos.put(admin, "Contacts", contact, new ByteArrayInputStream(file))))
                    .isEqualTo(ErrorCode.INVALID_FILE);
        }
        assertThat(codeOf(() -> photos.put(admin, "Contacts", contact, zeros(PhotoService.MAX_BYTES + 1))))
                .isEqualTo(ErrorCode.PAYLOAD_TOO_LARGE);
        assertThat(codeOf(() -> photos.put(
                        admin, "Contacts", contact, new ByteArrayInputStream(bomb(PhotoService.MAX_SIDE + 1)))))
                .isEqualTo(ErrorCode.LIMIT_EXCEEDED);
    }

    @Test
    void filesAreFetchedByWhoBroughtThem() {
        Actor other = given.person(admin, new Permissions(false, Map.of()));
        api.letIn(admin, other);

        JsonNode two = json.readTree(
                api.upload(admin, "/crm/v8/files", "one.txt", TEXT, TEXT).body());
        String id = two.at("/data/1/details/id").stringValue();
        byte[][] eleven = new byte[FileController.MAX_FILES + 1][];
        java.util.Arrays.fill(eleven, TEXT);

        assertThat(two.at("/data/0/message").stringValue()).isEqualTo("one.txt uploaded");
        assertThat(api.send(admin, "GET", "/crm/v8/files?id=" + id, "").body()).isEqualTo("hello");
        assertThat(api.send(other, "GET", "/crm/v8/files?id=" + id, "").statusCode())
                .isEqualTo(404);
        assertThat(api.send(admin, "GET", "/crm/v8/files?id=1", "").statusCode())
                .isEqualTo(404);
        assertThat(api.upload(admin, "/crm/v8/files", "a", eleven).body()).contains("LIMIT_EXCEEDED");
        assertThat(api.send(
                                other,
                                "GET",
                                "/crm/v8/Contacts/" + contact
                                        + "/actions/download_fields_attachment?fields_attachment_id=" + id,
                                "")
                        .statusCode())
                .isEqualTo(404);
    }

    private static ErrorCode codeOf(Runnable work) {
        try {
            work.run();
        } catch (PlatformException e) {
            return e.code();
        }
        throw new AssertionError("nothing was refused");
    }

    private static byte[] picture(String format, int side) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            assertThat(ImageIO.write(image, format, out)).isTrue();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Claims to be as wide as said, and is not. */
    private static byte[] bomb(int width) {
        byte[] picture = picture("png", 1);
        for (int i = 0; i < 4; i++) {
            picture[19 - i] = (byte) (width >> (8 * i));
        }
        return picture;
    }

    private static byte[] concat(byte[] one, byte[] other) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(one);
        out.writeBytes(other);
        return out.toByteArray();
    }

    private static InputStream zeros(long count) {
        return new InputStream() {
            private long left = count;

            @Override
            public int read() {
                return left-- > 0 ? 0 : -1;
            }

            @Override
            public int read(byte[] buffer, int from, int length) {
                if (left <= 0) {
                    return -1;
                }
                int read = (int) Math.min(left, length);
                left -= read;
                return read;
            }
        };
    }
}
