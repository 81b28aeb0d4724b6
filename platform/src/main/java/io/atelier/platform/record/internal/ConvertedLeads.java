package io.atelier.platform.record.internal;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Violation;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.LeadConversion;
import io.atelier.platform.record.spi.BeforeSave;
import io.atelier.platform.record.spi.SaveRow;
import java.util.List;
import org.springframework.stereotype.Component;

/** Keeps converted leads as they were: nobody changes them, unless the conversion itself is taken back. */
@Component
class ConvertedLeads implements BeforeSave {
    static final FieldValue YES = new FieldValue.Bool(true);

    @Override
    public void beforeSave(Actor actor, List<SaveRow> rows) {
        for (SaveRow row : rows) {
            boolean kept = row.kind() == SaveRow.Kind.UPDATED
                    && LeadConversion.isConvertible(row.module())
                    && row.before(LeadConversion.CONVERTED).equals(YES)
                    && row.after(LeadConversion.CONVERTED).equals(YES);
            if (kept) {
                row.reject(new Violation(
                        ErrorCode.CONVERTED_RECORD, "id", "The lead is converted; change what it became."));
            }
        }
    }
}
