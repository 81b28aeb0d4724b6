package io.atelier.platform.record;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.internal.OperationList;
import io.atelier.platform.record.internal.Undos;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What was done, and taking it back. An undo is a write like any other, with an operation of its own that can be undone in
 * turn. Where something newer stands, it stays, and the undo says so field by field.
 */
@Service
public class OperationService {
    /** Most records that an undo takes back at once; more is a job. */
    public static final int MAX_AT_ONCE = 1_000;

    private final OperationList list;
    private final Undos undos;
    private final MetadataService metadata;
    private final AccessService access;

    OperationService(OperationList list, Undos undos, MetadataService metadata, AccessService access) {
        this.list = list;
        this.undos = undos;
        this.metadata = metadata;
        this.access = access;
    }

    /** Returns operations, the newest first: an administrator everybody's, others their own. */
    @Transactional(readOnly = true)
    public OperationQuery.Page list(Actor actor, OperationQuery query) {
        requireLimit(query.limit());
        Access rights = access.of(actor);
        OperationQuery.Page page = list.page(actor, query, rights.has(Permission.MANAGE_ORGANIZATION));
        return new OperationQuery.Page(
                page.operations().stream()
                        .map(operation -> shown(actor, operation, rights))
                        .toList(),
                page.next());
    }

    /** Returns an operation of which the actor may see something, or fails with {@link ErrorCode#NOT_FOUND}. */
    @Transactional(readOnly = true)
    public Operation get(Actor actor, long id) {
        return shown(actor, undos.visible(actor, id), access.of(actor));
    }

    /** Returns what the operation did to records and fields that exist for the actor. */
    @Transactional(readOnly = true)
    public OperationChange.Page changes(Actor actor, long id, Optional<String> cursor, int limit) {
        requireLimit(limit);
        undos.visible(actor, id);
        return list.changes(actor, id, cursor, limit);
    }

    /** Says what {@link #undo} would do now, and does not do it. */
    public UndoPreview undoPreview(Actor actor, long id) {
        return undos.preview(actor, id);
    }

    /**
     * Takes back what still stands of an operation and of all that it set off. Undoing twice does nothing more: the
     * report then has {@link UndoReport#nothingToDo() nothing to do}.
     */
    public UndoResult undo(Actor actor, long id) {
        return undos.undo(actor, id);
    }

    /** Returns how far an undo is that runs as a job. */
    @Transactional(readOnly = true)
    public UndoStatus undoStatus(Actor actor, long undoId) {
        return undos.status(actor, undoId);
    }

    /** Returns what an undo that runs as a job refused, in the order in which it did. */
    @Transactional(readOnly = true)
    public UndoReport.Refusals undoRefusals(Actor actor, long undoId, OptionalLong behind, int limit) {
        requireLimit(limit);
        return undos.refusals(actor, undoId, behind, limit);
    }

    private Operation shown(Actor actor, Operation operation, Access rights) {
        OrgModel model = metadata.model(actor.org());
        List<String> modules = operation.modules().stream()
                .filter(name -> rights.has(Permission.MANAGE_ORGANIZATION)
                        || model.findModule(name)
                                .filter(module -> rights.may(module, Verb.READ))
                                .isPresent())
                .toList();
        return operation.withModules(modules, rights.has(Permission.MANAGE_ORGANIZATION) ? operation.maintained() : 0);
    }

    private static void requireLimit(int limit) {
        if (limit < 1 || limit > OperationQuery.MAX_LIMIT) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "A page of operations has 1 to 200 entries.",
                    Map.of("limit", OperationQuery.MAX_LIMIT));
        }
    }
}
