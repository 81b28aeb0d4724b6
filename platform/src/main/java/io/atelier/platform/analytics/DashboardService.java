package io.atelier.platform.analytics;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.analytics.internal.DashboardStore;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.CriteriaParser;
import io.atelier.platform.expression.Operator;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ValueCodec;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.AggregateQuery;
import io.atelier.platform.record.AggregateRow;
import io.atelier.platform.record.RecordService;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps dashboards and figures their components. Everybody may look; each sees figures of what they may see. */
@Service
public class DashboardService {
    /** A chart of more groups says nothing. */
    public static final int MAX_GROUPS = 50;

    private final DashboardStore store;
    private final RecordService records;
    private final AccessService access;

    DashboardService(DashboardStore store, RecordService records, AccessService access) {
        this.store = store;
        this.records = records;
        this.access = access;
    }

    @Transactional(readOnly = true)
    public List<Dashboard> all(Actor actor) {
        return store.all(actor.org());
    }

    @Transactional(readOnly = true)
    public Dashboard get(Actor actor, long id) {
        return store.find(actor.org(), id)
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.NOT_FOUND, "There is no such dashboard.", Map.of("id", Long.toString(id))));
    }

    /**
     * Saves a new dashboard or the next version of one.
     *
     * @throws PlatformException {@link ErrorCode#RECORD_MODIFIED} if somebody saved it meanwhile
     * @throws ViolationsException if a component cannot be figured
     */
    @Transactional
    public Dashboard save(Actor actor, Dashboard dashboard) {
        access.of(actor).require(Permission.MANAGE_DASHBOARDS);
        requireGood(actor, dashboard);
        return store.save(actor, dashboard)
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.RECORD_MODIFIED,
                        "Somebody saved this dashboard meanwhile. Open it again and repeat the change."));
    }

    @Transactional
    public void delete(Actor actor, long id) {
        access.of(actor).require(Permission.MANAGE_DASHBOARDS);
        store.delete(actor.org(), id);
    }

    /** Returns the component's figures, largest first; a number has one row. */
    @Transactional(readOnly = true)
    public List<AggregateRow> figures(Actor actor, ComponentDef component) {
        boolean grouped = component.kind() != ComponentDef.Kind.NUMBER;
        return records.aggregate(
                actor,
                new AggregateQuery(
                        component.module(),
                        grouped ? Optional.of(component.groupBy()) : Optional.empty(),
                        component.measure(),
                        Optional.of(component.measured()).filter(name -> !name.isEmpty()),
                        CriteriaParser.parse(component.criteria()),
                        MAX_GROUPS));
    }

    /** Returns which records stand behind a figure: those of the component, in the row's group. */
    public Criteria behind(ComponentDef component, AggregateRow row) {
        Criteria all = CriteriaParser.parse(component.criteria());
        if (component.kind() == ComponentDef.Kind.NUMBER) {
            return all;
        }
        Object key = ValueCodec.toApi(row.key());
        Criteria group = row.key() instanceof FieldValue.Null || key == null
                ? Criteria.compare(component.groupBy(), Operator.IS_EMPTY)
                : Criteria.compare(component.groupBy(), Operator.EQUALS, key.toString());
        return Criteria.all(List.of(all, group));
    }

    private void requireGood(Actor actor, Dashboard dashboard) {
        List<Violation> problems = new ArrayList<>();
        if (dashboard.name().isBlank() || dashboard.name().length() > Dashboard.MAX_NAME) {
            problems.add(
                    new Violation(ErrorCode.LIMIT_EXCEEDED, "name", "A dashboard's name has 1 to 100 characters."));
        }
        if (dashboard.components().size() > Dashboard.MAX_COMPONENTS) {
            problems.add(
                    new Violation(ErrorCode.LIMIT_EXCEEDED, "components", "A dashboard has at most 50 components."));
        }
        Set<String> ids = new HashSet<>();
        for (ComponentDef component : dashboard.components()) {
            if (!ids.add(component.id())) {
                problems.add(new Violation(ErrorCode.DUPLICATE_DATA, component.id(), "Two components have this id."));
            }
            try {
                figures(actor, component);
            } catch (PlatformException e) {
                problems.add(new Violation(e.code(), component.title().english(), e.getMessage()));
            }
        }
        if (!problems.isEmpty()) {
            throw new ViolationsException(problems);
        }
    }
}
