package io.atelier.studio.workspace.list;

import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.RecordPage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Gives a grid, which asks by offset, what a keyset query has, which asks by cursor: remembers where each page ended, so
 * that any page that was seen is one cheap query away.
 */
final class KeysetPages {
    static final int PAGE = 100;
    private static final int KEPT = 10;

    private final Function<Optional<String>, RecordPage> loader;
    /** The cursor that page i starts behind, for each page known to exist. */
    private final List<Optional<String>> cursors = new ArrayList<>(List.of(Optional.empty()));

    private final Map<Integer, List<CrmRecord>> recent = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, List<CrmRecord>> eldest) {
            return size() > KEPT;
        }
    };

    /** Takes what loads {@link #PAGE} records behind a cursor. */
    KeysetPages(Function<Optional<String>, RecordPage> loader) {
        this.loader = loader;
    }

    /** Returns up to {@code limit} records from the offset; fewer only at the end. */
    List<CrmRecord> fetch(int offset, int limit) {
        List<CrmRecord> records = new ArrayList<>(limit);
        for (int position = offset; position < offset + limit; ) {
            List<CrmRecord> page = page(position / PAGE);
            int from = position % PAGE;
            if (from >= page.size()) {
                break;
            }
            int to = Math.min(page.size(), from + offset + limit - position);
            records.addAll(page.subList(from, to));
            position += to - from;
            if (page.size() < PAGE) {
                break;
            }
        }
        return records;
    }

    private List<CrmRecord> page(int index) {
        List<CrmRecord> known = recent.get(index);
        if (known != null) {
            return known;
        }
        for (int i = Math.min(index, cursors.size() - 1); i < index; i++) {
            if (load(i).isEmpty() || cursors.size() <= i + 1) {
                return List.of();
            }
        }
        return load(index);
    }

    private List<CrmRecord> load(int index) {
        RecordPage page = loader.apply(cursors.get(index));
        recent.put(index, page.records());
        if (page.nextCursor().isPresent() && cursors.size() == index + 1) {
            cursors.add(page.nextCursor());
        }
        return page.records();
    }
}
