package io.atelier.platform.metadata;

import io.atelier.platform.common.Violation;
import io.atelier.platform.org.OrgId;
import java.util.List;

/**
 * What a list of changes would do, before it is done. A plan with problems cannot be applied.
 *
 * @param baseVersion the model's version that it was made for; another version outdates the plan
 * @param steps what will be done, in order
 * @param problems why it cannot be done; empty for a good plan
 */
public record SchemaPlan(
        OrgId org, long baseVersion, List<SchemaChange> changes, List<Step> steps, List<Violation> problems) {

    public SchemaPlan {
        changes = List.copyOf(changes);
        steps = List.copyOf(steps);
        problems = List.copyOf(problems);
    }

    public boolean isApplicable() {
        return problems.isEmpty();
    }

    /** What kind of step it is; user interfaces describe it by this. */
    public enum StepKind {
        CREATE_TABLE,
        DROP_TABLE,
        ADD_COLUMN,
        DROP_COLUMN,
        CREATE_INDEX,
        DROP_INDEX,
        WATCH_COLUMN,
        CHANGE_DEFINITION
    }

    /** What a step keeps others from doing while it runs. */
    public enum Lock {
        NONE,
        /** Writers of the table wait. */
        WRITES,
        /** Readers and writers of the table wait; for milliseconds, as no row is touched. */
        BRIEF,
        /** Readers and writers of the table wait until each row has been written anew. */
        REWRITE
    }

    /**
     * One step.
     *
     * @param subject what it is about: a module, or {@code Module.Field}
     * @param ddl the statement; empty where only a definition changes
     * @param rows how many stored rows it touches
     */
    public record Step(StepKind kind, String subject, String ddl, Lock lock, long rows) {}
}
