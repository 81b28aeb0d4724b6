package io.atelier.platform.record.internal;

import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.record.spi.SaveRow;
import java.util.List;
import org.springframework.stereotype.Component;

/** Numbers new records. A number is never given twice; a rolled-back write leaves no gap, as its counter rolls back. */
@Component
public class AutoNumbers {
    private final OrgJdbc jdbc;

    AutoNumbers(OrgJdbc jdbc) {
        this.jdbc = jdbc;
    }

    void assign(OrgId org, ModuleDef module, List<SaveRow> created) {
        if (created.isEmpty()) {
            return;
        }
        for (FieldDef field : module.fields()) {
            if (field.type() == FieldType.AUTONUMBER) {
                long number = reserve(org, field, created.size());
                for (SaveRow row : created) {
                    row.set(field.apiName(), new FieldValue.Text(field.prefix() + number));
                    number++;
                }
            }
        }
    }

    private long reserve(OrgId org, FieldDef field, int count) {
        long next = jdbc.sql(org, """
                        insert into {s}.sys_autonumber (field_id, next_value) values (?, 1 + ?)
                        on conflict (field_id) do update set next_value = {s}.sys_autonumber.next_value + ?
                        returning next_value""")
                .params(field.id(), count, count)
                .query(Long.class)
                .single();
        return next - count;
    }
}
