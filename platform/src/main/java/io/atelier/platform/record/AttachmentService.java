package io.atelier.platform.record;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.file.FileService;
import io.atelier.platform.file.StoredFile;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.internal.AttachmentStore;
import io.atelier.platform.record.internal.Merger;
import io.atelier.platform.record.internal.RecordDoor;
import io.atelier.platform.record.internal.Transactions;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Files and links on records. Who sees a record sees what hangs on it, who may edit it adds and takes away; in the recycle
 * bin nobody reaches it, and what was merged into another record shows there.
 */
@Service
public class AttachmentService {
    /** Most bytes of a file: Zoho's. */
    public static final long MAX_BYTES = 100L * 1024 * 1024;
    /** Most attachments of a record. */
    public static final int MAX_PER_RECORD = 500;
    /** Most characters of a file's name or a link's title. */
    public static final int MAX_NAME = 255;
    /** Most characters of an address. */
    public static final int MAX_LINK = 2_000;

    private final RecordDoor door;
    private final AttachmentStore store;
    private final Merger merger;
    private final FileService files;
    private final TimelineService timeline;
    private final Transactions transactions;
    private final IdGenerator ids;
    private final InstantSource clock;

    AttachmentService(
            RecordDoor door,
            AttachmentStore store,
            Merger merger,
            FileService files,
            TimelineService timeline,
            Transactions transactions,
            IdGenerator ids,
            InstantSource clock) {
        this.door = door;
        this.store = store;
        this.merger = merger;
        this.files = files;
        this.timeline = timeline;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /** Returns what hangs on a record, the newest first. */
    @Transactional(readOnly = true, propagation = Propagation.SUPPORTS)
    public List<Attachment> attachments(Actor actor, String module, long record) {
        door.requireSeen(actor, module, record);
        return store.of(actor.org(), module, withMerged(actor, module, record));
    }

    /** Returns one attachment of the record, or fails with {@link ErrorCode#NOT_FOUND}. */
    @Transactional(readOnly = true, propagation = Propagation.SUPPORTS)
    public Attachment get(Actor actor, String module, long record, long id) {
        return attachments(actor, module, record).stream()
                .filter(attachment -> attachment.id() == id)
                .findFirst()
                .orElseThrow(() -> missing(id));
    }

    /** Opens a file that hangs on the record; the caller closes it. A link fails with {@link ErrorCode#NOT_SUPPORTED}. */
    public InputStream open(Actor actor, String module, long record, long id) {
        return switch (get(actor, module, record, id).content()) {
            case Attachment.Content.File(long file) -> files.open(actor.org(), file);
            case Attachment.Content.Link _ ->
                throw new PlatformException(
                        ErrorCode.NOT_SUPPORTED,
                        "This attachment is a link; there is no file to download.",
                        Map.of("id", Long.toString(id)));
        };
    }

    /**
     * Hangs a file on a record; reads the content to its end and does not close it.
     *
     * @param name a folder before it is cut off
     * @throws PlatformException {@link ErrorCode#PAYLOAD_TOO_LARGE} above {@link #MAX_BYTES}, {@link
     *     ErrorCode#LIMIT_EXCEEDED} above {@link #MAX_PER_RECORD}
     */
    public Attachment attach(
            Actor actor, String module, long record, String name, String mediaType, InputStream content) {
        // Before anything large is read: who may not write here must not fill the disk.
        transactions.run(() -> {
            requireRoom(actor, module, record);
            return record;
        });
        StoredFile file = files.store(actor, name, mediaType, content, MAX_BYTES);
        return add(actor, module, record, file.name(), new Attachment.Content.File(file.id()), file.size());
    }

    /**
     * Hangs a link on a record.
     *
     * @param title empty for the address itself
     */
    public Attachment link(Actor actor, String module, long record, String title, String url) {
        String address = requireAddress(url.strip());
        String name = title.isBlank() ? address.substring(0, Math.min(MAX_NAME, address.length())) : title.strip();
        requireName(name);
        return add(actor, module, record, name, new Attachment.Content.Link(address), 0);
    }

    private Attachment add(
            Actor actor, String module, long record, String name, Attachment.Content content, long size) {
        return transactions.run(() -> {
            requireRoom(actor, module, record);
            Attachment made = new Attachment(
                    ids.next(),
                    record,
                    name,
                    content,
                    size,
                    actor.user(),
                    clock.instant().truncatedTo(ChronoUnit.MICROS));
            store.insert(actor.org(), module, made);
            timeline.note(actor, module, record, "attachment_added", Map.of("name", name));
            return made;
        });
    }

    /** Hangs what hangs on one record on another one too, in the same order. */
    void copy(Actor actor, String module, long record, String otherModule, long other) {
        for (Attachment attachment : attachments(actor, module, record).reversed()) {
            add(actor, otherModule, other, attachment.name(), attachment.content(), attachment.size());
        }
    }

    /** Takes an attachment away for good. */
    public void delete(Actor actor, String module, long record, long id) {
        transactions.run(() -> {
            door.requireEditable(actor, module, record);
            Attachment gone = get(actor, module, record, id);
            store.delete(actor.org(), id);
            timeline.note(actor, module, record, "attachment_deleted", Map.of("name", gone.name()));
            return id;
        });
    }

    private void requireRoom(Actor actor, String module, long record) {
        door.requireEditable(actor, module, record);
        if (store.count(actor.org(), module, record) >= MAX_PER_RECORD) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "A record has at most 500 attachments. Delete some first.",
                    Map.of("limit", MAX_PER_RECORD));
        }
    }

    private List<Long> withMerged(Actor actor, String module, long record) {
        List<Long> records = new ArrayList<>(List.of(record));
        records.addAll(merger.mergedInto(actor, module, record));
        return records;
    }

    private static void requireName(String name) {
        if (name.length() > MAX_NAME) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "A title has at most 255 characters; this one has " + name.length() + ".",
                    Map.of("limit", MAX_NAME, "param_name", "title"));
        }
    }

    private static String requireAddress(String url) {
        if (url.length() > MAX_LINK) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "An address has at most 2,000 characters.",
                    Map.of("limit", MAX_LINK, "param_name", "attachmentUrl"));
        }
        try {
            URI uri = new URI(url);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if ((scheme.equals("http") || scheme.equals("https"))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null) {
                return url;
            }
        } catch (URISyntaxException _) {
            // said below
        }
        throw new PlatformException(
                ErrorCode.INVALID_DATA,
                "A link begins with http:// or https:// and names a server.",
                Map.of("param_name", "attachmentUrl", "expected_data_type", "website"));
    }

    private static PlatformException missing(long id) {
        return new PlatformException(
                ErrorCode.NOT_FOUND, "The record has no such attachment.", Map.of("id", Long.toString(id)));
    }
}
