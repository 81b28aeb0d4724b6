package io.atelier.platform.record;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.Operator;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.ValueKind;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.WriteRequest.Atomicity;
import io.atelier.platform.record.WriteRequest.OperationKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** The lists on a record's page: records that point to it, and records that are tied to it. */
@Service
public class RelatedRecordService {
    /** Most records that are tied or untied at once. */
    public static final int MAX_LINKS = 100;

    private final RecordService records;
    private final MetadataService metadata;
    private final AccessService accessService;

    RelatedRecordService(RecordService records, MetadataService metadata, AccessService accessService) {
        this.records = records;
        this.metadata = metadata;
        this.accessService = accessService;
    }

    /**
     * The records of a list.
     *
     * @param module whose they are
     * @param criteria which of them
     */
    public record Related(String module, Criteria criteria) {}

    /**
     * Says which records stand in a list of a record. A list of a module or by a field that does not exist for the actor does not
     * exist either.
     *
     * @param list as {@link OrgModel#relatedListName} names it
     */
    public Related find(Actor actor, String moduleName, long id, String list) {
        records.get(actor, moduleName, id);
        OrgModel model = metadata.model(actor.org());
        Access access = accessService.of(actor);
        OrgModel.RelatedList found = model.findRelatedList(model.module(moduleName), list)
                .filter(related -> access.may(related.module(), Verb.READ))
                .filter(related -> access.findField(
                                related.module(), related.field().apiName())
                        .isPresent())
                .orElseThrow(() -> missing(list));
        String value = found.field().kind() == ValueKind.ANY_RECORD ? moduleName + ":" + id : Long.toString(id);
        return new Related(
                found.module().apiName(), Criteria.compare(found.field().apiName(), Operator.EQUALS, value));
    }

    /** Ties records to one by its many-to-many lookup; tied ones stay so. */
    public WriteResult link(Actor actor, String module, long id, String list, List<Long> others) {
        return change(actor, module, id, list, "add", others);
    }

    /** Unties records; those that are not tied stay so. */
    public WriteResult unlink(Actor actor, String module, long id, String list, List<Long> others) {
        return change(actor, module, id, list, "remove", others);
    }

    private WriteResult change(Actor actor, String moduleName, long id, String list, String how, List<Long> others) {
        if (others.isEmpty() || others.size() > MAX_LINKS) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "1 to 100 records are tied or untied at once.",
                    Map.of("limit", MAX_LINKS));
        }
        records.get(actor, moduleName, id);
        ModuleDef module = metadata.model(actor.org()).module(moduleName);
        FieldDef field = accessService.of(actor).fields(module).stream()
                .filter(candidate ->
                        linkingModule(candidate).filter(list::equals).isPresent())
                .findFirst()
                .orElseThrow(() -> missing(list));
        List<String> ids =
                others.stream().distinct().map(other -> Long.toString(other)).toList();
        RecordChange change = RecordChange.update(id, Map.of(field.apiName(), Map.of(how, ids)));
        return records.write(
                actor, new WriteRequest(moduleName, OperationKind.SAVE, Atomicity.EACH_ROW, List.of(change)));
    }

    private static Optional<String> linkingModule(FieldDef field) {
        return field.properties() instanceof FieldProperties.MultiLookup lookup
                ? Optional.of(lookup.linkingModule())
                : Optional.empty();
    }

    private static PlatformException missing(String list) {
        return new PlatformException(
                ErrorCode.INVALID_URL_PATTERN,
                "There is no such list of related records that this can be done with.",
                Map.of("api_name", list));
    }
}
