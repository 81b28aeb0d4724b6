package io.atelier.platform.metadata.internal;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Violation;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.SchemaPlan;
import io.atelier.platform.metadata.SqlNames;
import io.atelier.platform.metadata.Uniqueness;
import io.atelier.platform.metadata.ValueKind;
import io.atelier.platform.org.OrgId;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Adds to a plan what only the stored records know: values that speak against it, and how many rows a step touches. */
@Component
public class DataChecks {
    private final JdbcTemplate jdbc;

    DataChecks(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public SchemaPlan completed(SchemaPlan plan, OrgModel before, OrgModel after) {
        List<Violation> problems = new ArrayList<>(plan.problems());
        for (ModuleDef module : after.modules()) {
            before.findModule(module.apiName())
                    .filter(old -> old.id() == module.id() && !old.equals(module))
                    .ifPresent(old -> problems.addAll(duplicates(plan.org(), old, module)));
        }
        List<SchemaPlan.Step> steps = plan.steps().stream()
                .map(step -> withRows(step, plan.org(), before))
                .toList();
        return new SchemaPlan(plan.org(), plan.baseVersion(), plan.changes(), steps, problems);
    }

    private List<Violation> duplicates(OrgId org, ModuleDef old, ModuleDef module) {
        List<Violation> problems = new ArrayList<>();
        for (FieldDef field : module.fields()) {
            Uniqueness now = field.options().unique();
            boolean stricter = old.findField(field.apiName())
                    .filter(before ->
                            before.id() == field.id() && before.options().unique() != now && now != Uniqueness.NONE)
                    .isPresent();
            if (stricter) {
                long twice = countDuplicates(org, module, field);
                if (twice > 0) {
                    problems.add(new Violation(
                            ErrorCode.DUPLICATE_DATA,
                            module.apiName() + "." + field.apiName(),
                            twice + " values stand in more than one record; change or merge those first."));
                }
            }
        }
        return problems;
    }

    private long countDuplicates(OrgId org, ModuleDef module, FieldDef field) {
        String column = SqlNames.column(field);
        String key = field.options().unique() == Uniqueness.IGNORE_CASE && field.kind() == ValueKind.TEXT
                ? "lower(" + column + ")"
                : column;
        Long count = jdbc.queryForObject(
                "select count(*) from (select from " + SqlNames.table(org, module) + " where "
                        + SqlNames.DELETED_TIME + " is null and " + column + " is not null group by " + key
                        + " having count(*) > 1) as twice",
                Long.class);
        return count == null ? 0 : count;
    }

    /** PostgreSQL's own estimate: a count would take as long as the step. */
    private SchemaPlan.Step withRows(SchemaPlan.Step step, OrgId org, OrgModel before) {
        return switch (step.kind()) {
            case CREATE_INDEX, DROP_TABLE, DROP_COLUMN ->
                before.findModule(step.subject().split("\\.")[0])
                        .map(module -> new SchemaPlan.Step(
                                step.kind(), step.subject(), step.ddl(), step.lock(), estimate(org, module)))
                        .orElse(step);
            case CREATE_TABLE, ADD_COLUMN, DROP_INDEX, WATCH_COLUMN, CHANGE_DEFINITION -> step;
        };
    }

    private long estimate(OrgId org, ModuleDef module) {
        Long rows = jdbc.queryForObject(
                "select greatest(reltuples, 0)::bigint from pg_class where oid = to_regclass(?)",
                Long.class,
                SqlNames.table(org, module));
        return rows == null ? 0 : rows;
    }
}
