package io.atelier.platform.record;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.file.FileService;
import io.atelier.platform.file.StoredFile;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.internal.AttachmentStore;
import io.atelier.platform.record.internal.Photos;
import io.atelier.platform.record.internal.RecordDoor;
import io.atelier.platform.record.internal.Transactions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The picture of a record: who sees the record sees it, who may edit the record changes it. What is stored was drawn anew,
 * so that nothing but a picture is handed out.
 */
@Service
public class PhotoService {
    /** Most bytes of a picture that is brought. */
    public static final int MAX_BYTES = 10 * 1024 * 1024;
    /** Most pixels of a side. */
    public static final int MAX_SIDE = 10_000;
    /** Most pixels of a side that are kept. */
    public static final int MAX_KEPT_SIDE = 2_048;
    /** Most pixels of a picture. */
    public static final long MAX_PIXELS = 25_000_000;

    private final RecordDoor door;
    private final AttachmentStore store;
    private final FileService files;
    private final TimelineService timeline;
    private final Transactions transactions;

    PhotoService(
            RecordDoor door,
            AttachmentStore store,
            FileService files,
            TimelineService timeline,
            Transactions transactions) {
        this.door = door;
        this.store = store;
        this.files = files;
        this.timeline = timeline;
        this.transactions = transactions;
    }

    /** Returns the picture's file; empty where there is none. */
    @Transactional(readOnly = true, propagation = Propagation.SUPPORTS)
    public Optional<StoredFile> find(Actor actor, String module, long record) {
        door.requireSeen(actor, module, record);
        return store.photo(actor.org(), module, record).map(id -> files.get(actor.org(), id));
    }

    /** Opens the picture, PNG or JPEG; the caller closes it. */
    public InputStream open(Actor actor, String module, long record) {
        StoredFile photo = find(actor, module, record).orElseThrow(PhotoService::missing);
        return files.open(actor.org(), photo.id());
    }

    /**
     * Makes a PNG, JPEG, GIF or BMP the record's picture in the place of the one before; does not close the stream.
     *
     * @throws PlatformException {@link ErrorCode#PAYLOAD_TOO_LARGE}, {@link ErrorCode#INVALID_FILE} for what is no picture,
     *     {@link ErrorCode#LIMIT_EXCEEDED} for one of too many pixels
     */
    public void put(Actor actor, String module, long record, InputStream content) {
        transactions.run(() -> door.requireEditable(actor, module, record));
        Photos.Drawn drawn = Photos.drawnAnew(read(content));
        StoredFile file = files.store(
                actor,
                "photo." + drawn.format(),
                "image/" + drawn.mediaSubtype(),
                new ByteArrayInputStream(drawn.bytes()),
                Long.MAX_VALUE);
        transactions.run(() -> {
            door.requireEditable(actor, module, record);
            store.putPhoto(actor.org(), module, record, file.id());
            timeline.note(actor, module, record, "photo_changed", Map.of());
            return record;
        });
    }

    /** Takes the picture away; fails with {@link ErrorCode#NOT_FOUND} where there is none. */
    public void delete(Actor actor, String module, long record) {
        transactions.run(() -> {
            door.requireEditable(actor, module, record);
            if (!store.deletePhoto(actor.org(), module, record)) {
                throw missing();
            }
            timeline.note(actor, module, record, "photo_deleted", Map.of());
            return record;
        });
    }

    private static byte[] read(InputStream content) {
        try {
            byte[] bytes = content.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new PlatformException(
                        ErrorCode.PAYLOAD_TOO_LARGE, "A picture has at most 10 MB.", Map.of("limit", MAX_BYTES));
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException("The picture could not be read", e);
        }
    }

    private static PlatformException missing() {
        return new PlatformException(ErrorCode.NOT_FOUND, "The record has no picture.");
    }
}
