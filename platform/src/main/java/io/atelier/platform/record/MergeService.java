package io.atelier.platform.record;

import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.internal.Merger;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes one record of several that are the same. Undoing the operation takes them apart again: values, links and records go
 * back where nothing newer stands.
 */
@Service
public class MergeService {
    /** Most records that are merged into another at once. */
    public static final int MAX_OTHERS = 100;

    private final Merger merger;

    MergeService(Merger merger) {
        this.merger = merger;
    }

    /**
     * Merges records into a master: it gets the chosen values, else keeps its own, else gets the first that another has.
     * Every link to the others, in all modules, points to the master then, and the others go into the recycle bin. Needs
     * {@link Verb#UPDATE} and {@link Verb#DELETE}; a record that the actor does not see is {@link ErrorCode#NOT_FOUND}.
     *
     * @param others 1 to {@link #MAX_OTHERS} ids, in the order in which their values count
     * @param choices the record whose value is wanted, by the field's API name; may be empty
     */
    public MergeResult merge(Actor actor, String module, long master, List<Long> others, Map<String, Long> choices) {
        return merger.merge(actor, module, master, others, choices);
    }

    /** Says what {@link #merge} would do now, and does not do it. */
    public MergePreview preview(Actor actor, String module, long master, List<Long> others, Map<String, Long> choices) {
        return merger.preview(actor, module, master, others, choices);
    }

    /** Returns the records that were merged into one, and into these before, as far as the actor may see them. */
    @Transactional(readOnly = true)
    public List<Long> mergedInto(Actor actor, String module, long id) {
        return merger.mergedInto(actor, module, id);
    }
}
