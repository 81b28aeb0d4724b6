package io.atelier.platform.record.internal;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Violation;
import io.atelier.platform.metadata.CurrencyFields;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.record.CurrencyRate;
import io.atelier.platform.record.spi.SaveRow;
import java.math.BigDecimal;
import java.util.List;

/** Gives records their currency and, with a currency, the rate of the day, where the request names none. */
final class CurrencyRates {
    private final CurrencyStore store;
    private final OrgId org;

    CurrencyRates(CurrencyStore store, OrgId org) {
        this.store = store;
        this.org = org;
    }

    void complete(ModuleDef module, List<SaveRow> rows) {
        if (!CurrencyFields.isMultiCurrency(module) || rows.isEmpty()) {
            return;
        }
        List<CurrencyRate> rates = store.all(org);
        for (SaveRow row : rows) {
            if (row.kind() == SaveRow.Kind.CREATED || row.kind() == SaveRow.Kind.UPDATED) {
                complete(row, rates);
            }
        }
    }

    private static void complete(SaveRow row, List<CurrencyRate> rates) {
        if (row.after(CurrencyFields.CURRENCY).isNull()) {
            rates.stream()
                    .filter(CurrencyRate::home)
                    .forEach(home -> row.set(CurrencyFields.CURRENCY, new FieldValue.Text(home.iso())));
        }
        FieldValue currency = row.after(CurrencyFields.CURRENCY);
        boolean other = !currency.equals(row.before(CurrencyFields.CURRENCY));
        boolean named = !row.after(CurrencyFields.RATE).equals(row.before(CurrencyFields.RATE));
        if (other && !named || row.after(CurrencyFields.RATE).isNull()) {
            rates.stream()
                    .filter(rate -> currency.equals(new FieldValue.Text(rate.iso())))
                    .forEach(rate -> row.set(CurrencyFields.RATE, new FieldValue.Number(rate.rate())));
        }
        if (row.after(CurrencyFields.RATE) instanceof FieldValue.Number(BigDecimal rate) && rate.signum() <= 0) {
            row.reject(new Violation(ErrorCode.INVALID_DATA, CurrencyFields.RATE, "A rate is above zero."));
        }
    }
}
