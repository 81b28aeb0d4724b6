package io.atelier.platform.metadata.internal;

import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.org.OrgId;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Builds, while people work, the standard indexes that modules have not got. */
@Component
public class StandardIndexBuilder {
    private final JdbcTemplate jdbc;
    private final IndexExecutor executor;

    StandardIndexBuilder(JdbcTemplate jdbc, IndexExecutor executor) {
        this.jdbc = jdbc;
        this.executor = executor;
    }

    private record Made(String table, String definition) {}

    /** Returns what is missing as {@code Leads.Owner}, in the order of building. */
    public List<String> missing(OrgModel model) {
        List<String> missing = new ArrayList<>();
        for (ModuleDef module : model.modules()) {
            missingOf(model.org(), module).forEach(index -> missing.add(module.apiName() + "." + index.subject()));
        }
        return missing;
    }

    /** Builds what is missing; returns false if something is left as another build is under way. */
    public boolean build(OrgModel model) {
        for (ModuleDef module : model.modules()) {
            for (StandardIndex index : missingOf(model.org(), module)) {
                if (!executor.alone(model.org(), statement -> build(statement, model.org(), module, index))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** What a build that was cut off has left stands in the way of its name. */
    private void build(Statement statement, OrgId org, ModuleDef module, StandardIndex index) throws SQLException {
        if (missingOf(org, module).contains(index)) {
            statement.execute("drop index concurrently if exists " + org.schema() + "." + index.name());
            statement.execute(
                    "create index concurrently " + index.name() + " on " + index.table(org) + " " + on(index));
        }
    }

    private String on(StandardIndex index) {
        return index.search()
                ? "using gin (" + index.on() + " " + trigramOperators().orElseThrow() + ")"
                : index.on();
    }

    private List<StandardIndex> missingOf(OrgId org, ModuleDef module) {
        List<Made> made = made(org);
        return StandardIndexes.of(module).stream()
                .filter(index -> made.stream()
                        .noneMatch(other -> other.table().equals(index.table()) && index.isDoneBy(other.definition())))
                .filter(index -> !index.search() || trigramOperators().isPresent())
                .toList();
    }

    /** An invalid index serves nothing: it counts as none. */
    private List<Made> made(OrgId org) {
        return jdbc.query("""
                select t.relname, pg_get_indexdef(i.indexrelid)
                from pg_index i
                join pg_class t on t.oid = i.indrelid
                join pg_namespace n on n.oid = t.relnamespace
                where n.nspname = ? and i.indisvalid and not i.indisunique""", (row, _) -> new Made(row.getString(1), row.getString(2)), org.schema());
    }

    /** Returns what finds parts of words, where the database has the extension for it. */
    private Optional<String> trigramOperators() {
        return jdbc.query("""
                        select quote_ident(n.nspname) || '.gin_trgm_ops'
                        from pg_extension e join pg_namespace n on n.oid = e.extnamespace
                        where e.extname = 'pg_trgm'""", (row, _) -> row.getString(1)).stream().findFirst();
    }
}
