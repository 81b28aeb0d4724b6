package io.atelier.platform.file;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.database.DatabaseProperties;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** Stores files and gives them back. Who may have which is the calling feature's decision. */
@Service
public class FileService {
    private static final int MAX_NAME = 255;
    private static final int BUFFER = 64 * 1024;

    private final OrgJdbc jdbc;
    private final IdGenerator ids;
    private final InstantSource clock;
    private final Path root;

    FileService(OrgJdbc jdbc, IdGenerator ids, InstantSource clock, DatabaseProperties properties) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.clock = clock;
        this.root = properties.dataFolder().toAbsolutePath().resolve("files");
    }

    /**
     * Reads the stream to its end and stores it; does not close it.
     *
     * @throws PlatformException {@link ErrorCode#PAYLOAD_TOO_LARGE} if it has more than {@code maxBytes}; then nothing is
     *     kept
     */
    public StoredFile store(Actor actor, String name, String mediaType, InputStream content, long maxBytes) {
        try {
            Path folder = root.resolve(actor.org().schema());
            Files.createDirectories(folder);
            Path arriving = Files.createTempFile(folder, "arriving-", "");
            try {
                MessageDigest digest = sha256();
                long size = copy(content, arriving, digest, maxBytes);
                String hash = HexFormat.of().formatHex(digest.digest());
                Path place = place(actor.org(), hash);
                Files.createDirectories(place.getParent());
                Files.move(arriving, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                return insert(actor, new StoredFile(ids.next(), plainName(name), mediaType, size, hash));
            } finally {
                Files.deleteIfExists(arriving);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The file could not be stored", e);
        }
    }

    private static long copy(InputStream content, Path target, MessageDigest digest, long maxBytes) throws IOException {
        long size = 0;
        byte[] buffer = new byte[BUFFER];
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(target), digest)) {
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                size += read;
                if (size > maxBytes) {
                    throw new PlatformException(
                            ErrorCode.PAYLOAD_TOO_LARGE,
                            "The file is larger than the " + maxBytes / (1024 * 1024) + " MB that are allowed here.",
                            Map.of("limit", maxBytes));
                }
                out.write(buffer, 0, read);
            }
        }
        return size;
    }

    /** Opens the contents; the caller closes them. */
    public InputStream open(OrgId org, long id) {
        StoredFile file = get(org, id);
        try {
            return Files.newInputStream(place(org, file.sha256()));
        } catch (IOException e) {
            throw new UncheckedIOException("The contents of file " + id + " are missing", e);
        }
    }

    public StoredFile get(OrgId org, long id) {
        return find(org, id)
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.NOT_FOUND, "There is no such file.", Map.of("id", Long.toString(id))));
    }

    public Optional<StoredFile> find(OrgId org, long id) {
        return jdbc.sql(org, "select * from {s}.sys_file where id = ?")
                .param(id)
                .query((row, _) -> stored(row))
                .optional();
    }

    /** Returns those of the files that exist. */
    public Map<Long, StoredFile> byId(OrgId org, Collection<Long> ids) {
        return jdbc
                .sql(org, "select * from {s}.sys_file where id = any(?)")
                .param(ids.toArray(Long[]::new))
                .query((row, _) -> stored(row))
                .list()
                .stream()
                .collect(Collectors.toMap(StoredFile::id, file -> file));
    }

    private static StoredFile stored(ResultSet row) throws SQLException {
        return new StoredFile(
                row.getLong("id"),
                row.getString("name"),
                row.getString("media_type"),
                row.getLong("size"),
                row.getString("sha256"));
    }

    /** Says whether the actor stored the file. */
    public boolean isOwn(Actor actor, long id) {
        return jdbc.sql(actor.org(), "select exists (select from {s}.sys_file where id = ? and created_by = ?)")
                .params(id, actor.user().value())
                .query(Boolean.class)
                .single();
    }

    private StoredFile insert(Actor actor, StoredFile file) {
        jdbc.sql(actor.org(), """
                        insert into {s}.sys_file (id, name, media_type, size, sha256, created_by, created_time)
                        values (?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        file.id(),
                        file.name(),
                        file.mediaType(),
                        file.size(),
                        file.sha256(),
                        actor.user().value(),
                        Timestamp.from(clock.instant()))
                .update();
        return file;
    }

    private Path place(OrgId org, String hash) {
        return root.resolve(org.schema()).resolve(hash.substring(0, 2)).resolve(hash);
    }

    private static String plainName(String name) {
        String plain = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .replaceAll("\\p{Cntrl}", "");
        String cut = plain.length() <= MAX_NAME ? plain : plain.substring(0, MAX_NAME);
        return cut.isBlank() ? "file" : cut;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
