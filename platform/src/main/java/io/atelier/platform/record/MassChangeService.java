package io.atelier.platform.record;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.SystemField;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.UserId;
import io.atelier.platform.record.WriteRequest.Atomicity;
import io.atelier.platform.record.WriteRequest.OperationKind;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Does the same with many records of a module at once, each as it can: one operation, which can be undone. */
@Service
public class MassChangeService {
    /** Most records of one change. */
    public static final int MAX_RECORDS = 500;

    private final RecordService records;
    private final AccessService access;

    MassChangeService(RecordService records, AccessService access) {
        this.records = records;
        this.access = access;
    }

    /**
     * Gives all the same values. Needs {@link Permission#MASS_UPDATE}.
     *
     * @param values in API form, by API name
     */
    public WriteResult update(
            Actor actor, String module, List<Long> ids, Map<String, ? extends @Nullable Object> values) {
        access.of(actor).require(Permission.MASS_UPDATE);
        return write(actor, module, OperationKind.MASS_UPDATE, ids, id -> RecordChange.update(id, values));
    }

    /** Moves all to the recycle bin. Needs {@link Permission#MASS_DELETE}. */
    public WriteResult delete(Actor actor, String module, List<Long> ids) {
        access.of(actor).require(Permission.MASS_DELETE);
        return write(actor, module, OperationKind.DELETE, ids, RecordChange.Delete::new);
    }

    /** Gives all to another person. Needs {@link Permission#CHANGE_OWNER}. */
    public WriteResult changeOwner(Actor actor, String module, List<Long> ids, UserId owner) {
        access.of(actor).require(Permission.CHANGE_OWNER);
        Map<String, Object> values = Map.of(SystemField.OWNER.apiName(), Long.toString(owner.value()));
        return write(actor, module, OperationKind.SAVE, ids, id -> RecordChange.update(id, values));
    }

    private WriteResult write(
            Actor actor, String module, OperationKind kind, List<Long> ids, LongFunction<RecordChange> change) {
        List<Long> distinct = ids.stream().distinct().toList();
        if (distinct.isEmpty() || distinct.size() > MAX_RECORDS) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "1 to 500 records are changed at once.",
                    Map.of("api_name", "ids", "limit", MAX_RECORDS));
        }
        List<RecordChange> changes = distinct.stream().map(change::apply).toList();
        return records.write(actor, new WriteRequest(module, kind, Atomicity.EACH_ROW, changes));
    }
}
