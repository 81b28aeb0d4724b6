package io.atelier.platform.widget;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.widget.internal.WidgetArchive;
import io.atelier.platform.widget.internal.WidgetStore;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes in widgets and places them on the record pages of a module. */
@Service
public class WidgetService {
    private static final int KEY_BYTES = 16;

    private final WidgetStore store;
    private final AccessService access;
    private final MetadataService metadata;
    private final IdGenerator ids;
    private final SecureRandom random = new SecureRandom();

    WidgetService(WidgetStore store, AccessService access, MetadataService metadata, IdGenerator ids) {
        this.store = store;
        this.access = access;
        this.metadata = metadata;
        this.ids = ids;
    }

    /**
     * Unpacks a zip with {@code app/widget.html} and places it on the module's record pages.
     *
     * @throws PlatformException {@link ErrorCode#INVALID_FILE} or {@link ErrorCode#LIMIT_EXCEEDED} for an archive that is
     *     not good; then nothing is kept
     */
    @Transactional
    public Widget upload(Actor actor, String name, String module, InputStream zip) {
        access.of(actor).require(Permission.MANAGE_EXTENSIONS);
        metadata.model(actor.org()).module(module);
        if (name.isBlank() || name.length() > Widget.MAX_NAME) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED, "A widget's name has 1 to 100 characters.", Map.of("api_name", "name"));
        }
        Map<String, byte[]> files = WidgetArchive.read(zip);
        Widget widget = new Widget(ids.next(), name.strip(), module, newKey());
        store.insert(actor, widget, files);
        return widget;
    }

    @Transactional(readOnly = true)
    public List<Widget> all(Actor actor) {
        return store.all(actor.org());
    }

    @Transactional(readOnly = true)
    public List<Widget> onModule(Actor actor, String module) {
        return store.all(actor.org()).stream()
                .filter(widget -> widget.module().equals(module))
                .toList();
    }

    @Transactional
    public void delete(Actor actor, long id) {
        access.of(actor).require(Permission.MANAGE_EXTENSIONS);
        store.delete(actor.org(), id);
    }

    private String newKey() {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
