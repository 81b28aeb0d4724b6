package io.atelier.platform.record;

import io.atelier.platform.org.UserId;
import io.atelier.platform.record.WriteRequest.OperationKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Asks for a page of operations, the newest first.
 *
 * @param module API name of a module whose records were written
 * @param from the earliest time, included
 * @param to the latest time, excluded
 * @param before continues behind the operation of this id
 * @param limit 1 to {@link #MAX_LIMIT}
 */
public record OperationQuery(
        Optional<OperationKind> kind,
        Optional<UserId> actor,
        Optional<String> module,
        Optional<Instant> from,
        Optional<Instant> to,
        OptionalLong before,
        int limit) {

    public static final int MAX_LIMIT = 200;

    public static OperationQuery newest(int limit) {
        return new OperationQuery(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                limit);
    }

    public OperationQuery ofKind(OperationKind newKind) {
        return new OperationQuery(Optional.of(newKind), actor, module, from, to, before, limit);
    }

    public OperationQuery by(UserId newActor) {
        return new OperationQuery(kind, Optional.of(newActor), module, from, to, before, limit);
    }

    public OperationQuery in(String newModule) {
        return new OperationQuery(kind, actor, Optional.of(newModule), from, to, before, limit);
    }

    public OperationQuery behind(OptionalLong newBefore) {
        return new OperationQuery(kind, actor, module, from, to, newBefore, limit);
    }

    /**
     * A page of operations.
     *
     * @param next continues behind the last one; empty if there are no more
     */
    public record Page(List<Operation> operations, OptionalLong next) {
        public Page {
            operations = List.copyOf(operations);
        }
    }
}
