package io.atelier.platform.record.internal;

import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.record.spi.SaveRow;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Numbers new records. A number is never given twice; a rolled-back write leaves no gap, as its counter rolls back. */
@Component
public class AutoNumbers {
    private final OrgJdbc jdbc;

    AutoNumbers(OrgJdbc jdbc) {
        this.jdbc = jdbc;
    }

    void assign(OrgId org, ModuleDef module, List<SaveRow> created, LocalDate today) {
        if (created.isEmpty()) {
            return;
        }
        for (FieldDef field : module.fields()) {
            if (field.properties() instanceof FieldProperties.AutoNumber affixes) {
                long number = reserve(org, field, affixes.start(), created.size());
                String prefix = dated(affixes.prefix(), today);
                String suffix = dated(affixes.suffix(), today);
                for (SaveRow row : created) {
                    row.set(field.apiName(), new FieldValue.Text(prefix + number + suffix));
                    number++;
                }
            }
        }
    }

    private static String dated(String affix, LocalDate today) {
        return affix.replace("{YYYY}", String.format(Locale.ROOT, "%04d", today.getYear()))
                .replace("{MM}", String.format(Locale.ROOT, "%02d", today.getMonthValue()))
                .replace("{DD}", String.format(Locale.ROOT, "%02d", today.getDayOfMonth()));
    }

    private long reserve(OrgId org, FieldDef field, long start, int count) {
        long next = jdbc.sql(org, """
                        insert into {s}.sys_autonumber (field_id, next_value) values (?, ? + ?)
                        on conflict (field_id) do update set next_value = {s}.sys_autonumber.next_value + ?
                        returning next_value""")
                .params(field.id(), start, count, count)
                .query(Long.class)
                .single();
        return next - count;
    }
}
