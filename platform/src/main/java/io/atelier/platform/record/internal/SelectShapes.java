package io.atelier.platform.record.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.atelier.platform.access.Access;
import io.atelier.platform.metadata.OrgModel;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Holds the texts of selects that were made before, as rendering one takes longer than running it. */
@Component
class SelectShapes {
    private static final int MOST = 2_000;
    private static final Duration UNUSED = Duration.ofMinutes(10);

    private final Cache<Key, SelectShape> shapes =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(UNUSED).build();

    /**
     * What a text depends on. Snapshots of the model and of rights are the same objects until they change, and are compared
     * as such.
     *
     * @param fields API names; empty for all that exist for the actor
     * @param purpose tells statements of the same fields apart: the order, the bin
     * @param joins what the condition joins, as its columns are named by these
     */
    record Key(OrgModel model, Access access, String module, List<String> fields, String purpose, List<String> joins) {}

    SelectShape get(Key key, Supplier<SelectShape> made) {
        return shapes.get(key, _ -> made.get());
    }
}
