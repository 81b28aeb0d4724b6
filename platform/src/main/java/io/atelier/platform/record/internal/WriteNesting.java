package io.atelier.platform.record.internal;

import io.atelier.platform.record.spi.SaveRow;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/**
 * Knows, on each thread, the writes that stand around the one at hand: what an automation writes in the same transaction
 * is part of the operation that set it off, and moves the versions that the outer write reports.
 */
@Component
class WriteNesting {
    private static final class Frame {
        private final long operationId;
        private final LockGuard locks;
        private final Map<Long, Long> versions = new HashMap<>();

        private Frame(long operationId, LockGuard locks) {
            this.operationId = operationId;
            this.locks = locks;
        }
    }

    private final ThreadLocal<Deque<Frame>> frames = ThreadLocal.withInitial(ArrayDeque::new);

    /** Returns the operation that set off what this thread writes now. */
    OptionalLong current() {
        Frame frame = frames.get().peek();
        return frame == null ? OptionalLong.empty() : OptionalLong.of(frame.operationId);
    }

    /** Returns what is known of locks by the write that set off what this thread writes now. */
    Optional<LockGuard> locks() {
        Frame frame = frames.get().peek();
        return frame == null ? Optional.empty() : Optional.of(frame.locks);
    }

    /** Tells the writes around this one where it left the records. */
    void written(List<SaveRow> rows) {
        for (Frame frame : frames.get()) {
            rows.forEach(row -> frame.versions.merge(row.id(), row.version(), Math::max));
        }
    }

    /** Runs what may write further, and returns the versions that records were left at by id. */
    Map<Long, Long> around(long operationId, LockGuard locks, Runnable consequences) {
        Deque<Frame> stack = frames.get();
        Frame frame = new Frame(operationId, locks);
        stack.push(frame);
        try {
            consequences.run();
            return frame.versions;
        } finally {
            stack.pop();
            if (stack.isEmpty()) {
                frames.remove();
            }
        }
    }
}
