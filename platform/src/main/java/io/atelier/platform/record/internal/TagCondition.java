package io.atelier.platform.record.internal;

import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.table;

import io.atelier.platform.org.OrgId;
import java.util.OptionalLong;
import org.jooq.Condition;

/** Compiles the wish for records with a tag. */
final class TagCondition {
    private static final String ALIAS = "tagged";

    private TagCondition() {}

    static Condition of(OrgId org, ModuleTable records, OptionalLong tag) {
        if (tag.isEmpty()) {
            return noCondition();
        }
        return exists(selectOne()
                .from(table(name(org.schema(), "sys_record_tag")).as(ALIAS))
                .where(field(name(ALIAS, "tag_id"), Long.class).eq(tag.getAsLong()))
                .and(field(name(ALIAS, "module"), String.class)
                        .eq(records.module().apiName()))
                .and(field(name(ALIAS, "record_id"), Long.class).eq(records.id())));
    }
}
