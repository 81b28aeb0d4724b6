package io.atelier.platform.record.internal;

import static org.jooq.impl.DSL.lower;
import static org.jooq.impl.DSL.noCondition;

import io.atelier.platform.access.Access;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.expression.Folding;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.SearchColumn;
import io.atelier.platform.record.RecordQuery;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Compiles search for a part of a word. The column that holds all searched fields decides alone only where the actor may see
 * each of them; else it narrows, and the fields that exist for the actor decide.
 */
final class SearchCondition {
    private SearchCondition() {}

    static Condition of(ModuleTable table, Access access, String search) {
        // A line break stands between two fields, so it must not be in what is looked for.
        String text = Folding.folded(search.strip().replaceAll("\\p{Cntrl}+", " "));
        if (text.isEmpty()) {
            return noCondition();
        }
        if (text.length() > RecordQuery.MAX_SEARCH) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "At most 100 characters can be searched for; shorten the text.",
                    Map.of("limit", RecordQuery.MAX_SEARCH));
        }
        ModuleDef module = table.module();
        List<FieldDef> searched = SearchColumn.fields(module);
        List<FieldDef> visible = searched.stream()
                .filter(field -> access.findField(module, field.apiName()).isPresent())
                .toList();
        if (visible.isEmpty()) {
            return DSL.falseCondition();
        }
        String pattern = "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%";
        Condition inColumn = SearchColumn.exists(module) ? table.search().like(pattern) : noCondition();
        boolean decided = SearchColumn.exists(module) && visible.size() == searched.size();
        return decided ? inColumn : inColumn.and(inFields(table, visible, pattern));
    }

    private static Condition inFields(ModuleTable table, List<FieldDef> fields, String pattern) {
        return DSL.or(fields.stream()
                .map(field ->
                        lower(table.column(field).coerce(SQLDataType.CLOB)).like(pattern))
                .toList());
    }
}
