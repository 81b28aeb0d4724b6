package io.atelier.platform.record;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.expression.CoqlParser;
import io.atelier.platform.expression.CoqlStatement;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.internal.IdempotentWrites;
import io.atelier.platform.record.internal.RecordReader;
import io.atelier.platform.record.internal.RecordReaders;
import io.atelier.platform.record.internal.Transactions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reads and writes records as an actor may. What the actor may not see does not exist, in answers and in errors. A read joins
 * the caller's transaction and begins none: it is one statement, and a commit would cost as much again.
 */
@Service
public class RecordService {
    private final RecordReaders readers;
    private final MetadataService metadata;
    private final AccessService access;
    private final IdempotentWrites writes;
    private final Transactions transactions;

    RecordService(
            RecordReaders readers,
            MetadataService metadata,
            AccessService access,
            IdempotentWrites writes,
            Transactions transactions) {
        this.readers = readers;
        this.metadata = metadata;
        this.access = access;
        this.writes = writes;
        this.transactions = transactions;
    }

    /**
     * Writes in one transaction, the caller's if there is one. Rejected rows are told in the result; only what concerns
     * the whole request is thrown.
     */
    public WriteResult write(Actor actor, WriteRequest request) {
        return transactions.run(() -> writes.write(actor, request));
    }

    /** Returns the record with all fields that exist for the actor, or fails with {@link ErrorCode#NOT_FOUND}. */
    @Transactional(readOnly = true, propagation = Propagation.SUPPORTS)
    public CrmRecord get(Actor actor, String module, long id) {
        return find(actor, module, id)
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.NOT_FOUND, "There is no such record.", Map.of("id", Long.toString(id))));
    }

    @Transactional(readOnly = true, propagation = Propagation.SUPPORTS)
    public Optional<CrmRecord> find(Actor actor, String module, long id) {
        return reader(actor).find(module, id, RecordQuery.Bin.LIVE);
    }

    @Transactional(readOnly = true, propagation = Propagation.SUPPORTS)
    public RecordPage query(Actor actor, RecordQuery query) {
        return reader(actor).page(query);
    }

    /**
     * Finds records in use by the values of a field in one question. Texts match without regard to case, and stand in lower
     * case in the answer.
     *
     * @param values of the field's kind, none of them empty
     */
    @Transactional(readOnly = true, propagation = Propagation.SUPPORTS)
    public Map<FieldValue, ValueMatch> matches(
            Actor actor, String module, String field, Collection<FieldValue> values) {
        return reader(actor).matches(module, field, values);
    }

    /** Counts records in use up to the cap. */
    @Transactional(readOnly = true, propagation = Propagation.SUPPORTS)
    public CappedCount count(Actor actor, String module, Criteria criteria, int cap) {
        return count(actor, RecordQuery.of(module, List.of(), 1).where(criteria), cap);
    }

    /** Counts up to the cap what the query would find on all of its pages. */
    @Transactional(readOnly = true, propagation = Propagation.SUPPORTS)
    public CappedCount count(Actor actor, RecordQuery query, int cap) {
        return reader(actor).count(query, cap);
    }

    /** Returns the largest groups first; empty values are a group too. */
    @Transactional(readOnly = true, propagation = Propagation.SUPPORTS)
    public List<AggregateRow> aggregate(Actor actor, AggregateQuery query) {
        return reader(actor).aggregate(query);
    }

    /**
     * Answers a query in Zoho's query language, with the ids of records added where rows are records.
     *
     * @throws PlatformException {@link ErrorCode#SYNTAX_ERROR} or {@link ErrorCode#INVALID_QUERY} with the place, or
     *     {@link ErrorCode#LIMIT_EXCEEDED}
     */
    @Transactional(readOnly = true, propagation = Propagation.SUPPORTS)
    public CoqlResult coql(Actor actor, String query) {
        return coql(actor, CoqlParser.parse(query));
    }

    /** Answers a query that was read already. */
    @Transactional(readOnly = true, propagation = Propagation.SUPPORTS)
    public CoqlResult coql(Actor actor, CoqlStatement query) {
        return reader(actor).query(query);
    }

    private RecordReader reader(Actor actor) {
        return readers.of(metadata.model(actor.org()), access.of(actor));
    }
}
