package io.atelier.platform.function;

import io.atelier.runtime.Limits;
import java.util.OptionalLong;

/**
 * What sets a function off.
 *
 * @param module API name of the module of the record it is about; empty for none
 */
public record Trigger(Kind kind, String module, OptionalLong recordId) {
    /** The places that functions are called from. */
    public enum Kind {
        TEST,
        BUTTON,
        WIDGET,
        API,
        WORKFLOW,
        SCHEDULE,
        /** Another function, whose limits hold. */
        FUNCTION
    }

    public static Trigger of(Kind kind) {
        return new Trigger(kind, "", OptionalLong.empty());
    }

    public static Trigger onRecord(Kind kind, String module, long recordId) {
        return new Trigger(kind, module, OptionalLong.of(recordId));
    }

    /** Returns the bounds of a run: tighter where a person waits. */
    public Limits limits() {
        return switch (kind) {
            case TEST, BUTTON, WIDGET -> Limits.interactive();
            case API, WORKFLOW, FUNCTION -> Limits.workflow();
            case SCHEDULE -> Limits.batch();
        };
    }
}
