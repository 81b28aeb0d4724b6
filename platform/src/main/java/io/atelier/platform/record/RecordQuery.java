package io.atelier.platform.record;

import io.atelier.platform.expression.Criteria;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Asks for a page of records.
 *
 * @param fields API names of what is wanted; a field that does not exist for the actor is refused
 * @param search a part of a word that is looked for in the module's search fields; empty for none, at most
 *     {@link #MAX_SEARCH} characters
 * @param sort empty for newest first
 * @param cursor where the page before ended, as its {@link RecordPage#nextCursor()} says; empty for the first page
 * @param limit 1 to {@link #MAX_LIMIT}
 * @param tag id of a tag that records must carry; empty for any
 */
public record RecordQuery(
        String module,
        List<String> fields,
        Criteria criteria,
        String search,
        Optional<Sort> sort,
        Optional<String> cursor,
        int limit,
        Bin bin,
        OptionalLong tag) {

    public static final int MAX_LIMIT = 2_000;
    public static final int MAX_SEARCH = 100;

    public RecordQuery {
        fields = List.copyOf(fields);
    }

    public RecordQuery(
            String module,
            List<String> fields,
            Criteria criteria,
            String search,
            Optional<Sort> sort,
            Optional<String> cursor,
            int limit,
            Bin bin) {
        this(module, fields, criteria, search, sort, cursor, limit, bin, OptionalLong.empty());
    }

    public static RecordQuery of(String module, List<String> fields, int limit) {
        return new RecordQuery(
                module, fields, Criteria.everything(), "", Optional.empty(), Optional.empty(), limit, Bin.LIVE);
    }

    public RecordQuery selecting(List<String> newFields) {
        return new RecordQuery(module, newFields, criteria, search, sort, cursor, limit, bin, tag);
    }

    public RecordQuery where(Criteria newCriteria) {
        return new RecordQuery(module, fields, newCriteria, search, sort, cursor, limit, bin, tag);
    }

    public RecordQuery search(String newSearch) {
        return new RecordQuery(module, fields, criteria, newSearch, sort, cursor, limit, bin, tag);
    }

    public RecordQuery sortedBy(String field, boolean descending) {
        return new RecordQuery(
                module, fields, criteria, search, Optional.of(new Sort(field, descending)), cursor, limit, bin, tag);
    }

    public RecordQuery after(Optional<String> newCursor) {
        return new RecordQuery(module, fields, criteria, search, sort, newCursor, limit, bin, tag);
    }

    public RecordQuery in(Bin newBin) {
        return new RecordQuery(module, fields, criteria, search, sort, cursor, limit, newBin, tag);
    }

    /** @param newTag id of a tag that records must carry */
    public RecordQuery tagged(long newTag) {
        return new RecordQuery(module, fields, criteria, search, sort, cursor, limit, bin, OptionalLong.of(newTag));
    }

    /** Empty values come last in either direction; equal ones are ordered by id. */
    public record Sort(String field, boolean descending) {}

    /** Which records: those in use, or those in the recycle bin. */
    public enum Bin {
        LIVE,
        RECYCLED
    }
}
