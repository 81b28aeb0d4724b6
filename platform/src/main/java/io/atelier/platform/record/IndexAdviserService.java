package io.atelier.platform.record;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.metadata.IndexDef;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.internal.IndexAdviser;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Proposes indexes for what people really filter and order by, builds them while people work, and drops those that serve
 * nothing; by itself once a day unless that is switched off. For administrators.
 */
@Service
public class IndexAdviserService {
    private final AccessService access;
    private final IndexAdviser adviser;

    IndexAdviserService(AccessService access, IndexAdviser adviser) {
        this.access = access;
        this.adviser = adviser;
    }

    /** Returns what is worth building by {@link AdviserLimits#USUAL}, what saves most first. */
    @Transactional(readOnly = true)
    public List<IndexProposal> proposals(Actor actor) {
        access.of(actor).require(Permission.CUSTOMIZE);
        return adviser.proposals(actor.org(), AdviserLimits.USUAL);
    }

    /** Returns the indexes that were built or are on their way, by number. */
    @Transactional(readOnly = true)
    public List<AdviserIndex> indexes(Actor actor) {
        access.of(actor).require(Permission.CUSTOMIZE);
        return adviser.indexes(actor.org());
    }

    /**
     * Has the index built by a job and returns its number, also if it is there already. One that failed or was dropped is
     * built again.
     *
     * @throws io.atelier.platform.common.PlatformException if the module has {@link AdviserLimits#MAX_INDEXES} of them, or
     *     a field cannot be indexed so
     */
    @Transactional
    public long build(Actor actor, String module, IndexDef index) {
        access.of(actor).require(Permission.CUSTOMIZE);
        return adviser.build(actor.org(), module, index);
    }

    /** Has the index dropped by a job; it is then built again only by a person. */
    @Transactional
    public void drop(Actor actor, long number) {
        access.of(actor).require(Permission.CUSTOMIZE);
        adviser.drop(actor.org(), number);
    }

    /** Says whether indexes are built and dropped without being asked for. */
    @Transactional(readOnly = true)
    public boolean isAutomatic(Actor actor) {
        access.of(actor).require(Permission.CUSTOMIZE);
        return adviser.isAutomatic(actor.org());
    }

    @Transactional
    public void setAutomatic(Actor actor, boolean automatic) {
        access.of(actor).require(Permission.CUSTOMIZE);
        adviser.setAutomatic(actor.org(), automatic);
    }
}
