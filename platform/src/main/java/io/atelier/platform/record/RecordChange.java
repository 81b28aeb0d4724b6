package io.atelier.platform.record;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One wish to write a record. Values are in API form, by API name; a null clears. */
public sealed interface RecordChange {
    record Create(Map<String, @Nullable Object> values) implements RecordChange {
        public Create {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /**
     * @param expectedVersion the version that the change was made on; empty to change whatever is there
     * @param onConflict what becomes of a change that was made on an older version
     */
    record Update(
            long id, OptionalLong expectedVersion, Map<String, @Nullable Object> values, ConflictPolicy onConflict)
            implements RecordChange {
        public Update {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        public Update(long id, OptionalLong expectedVersion, Map<String, @Nullable Object> values) {
            this(id, expectedVersion, values, ConflictPolicy.REFUSE);
        }
    }

    /** What becomes of a change that was made on an older version than the record has. */
    enum ConflictPolicy {
        REFUSE,
        /** Fields that nobody else changed since are saved; if any was changed by both, all are refused. */
        MERGE_DISJOINT
    }

    /**
     * Moves to the recycle bin.
     *
     * @param expectedVersion the version that is meant to go; empty for whatever is there
     */
    record Delete(long id, OptionalLong expectedVersion) implements RecordChange {
        public Delete(long id) {
            this(id, OptionalLong.empty());
        }
    }

    /** Takes out of the recycle bin. */
    record Restore(long id) implements RecordChange {}

    static RecordChange create(Map<String, ? extends @Nullable Object> values) {
        return new Create(new LinkedHashMap<>(values));
    }

    /** Changes whatever is there. */
    static RecordChange update(long id, Map<String, ? extends @Nullable Object> values) {
        return new Update(id, OptionalLong.empty(), new LinkedHashMap<>(values));
    }

    /** Changes that version of the record, or nothing. */
    static RecordChange update(long id, long expectedVersion, Map<String, ? extends @Nullable Object> values) {
        return new Update(id, OptionalLong.of(expectedVersion), new LinkedHashMap<>(values));
    }

    /** Changes the fields that nobody else changed since that version; refuses if they changed one of these. */
    static RecordChange merging(long id, long expectedVersion, Map<String, ? extends @Nullable Object> values) {
        return new Update(
                id, OptionalLong.of(expectedVersion), new LinkedHashMap<>(values), ConflictPolicy.MERGE_DISJOINT);
    }
}
