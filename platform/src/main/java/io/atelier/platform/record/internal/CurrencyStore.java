package io.atelier.platform.record.internal;

import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.record.CurrencyRate;
import java.util.List;
import org.springframework.stereotype.Repository;

/** Rows of {@code sys_currency}; none where only the home currency is in use. */
@Repository
public class CurrencyStore {
    private final OrgJdbc jdbc;

    CurrencyStore(OrgJdbc jdbc) {
        this.jdbc = jdbc;
    }

    public List<CurrencyRate> all(OrgId org) {
        return jdbc.sql(org, "select iso, rate, active, home from {s}.sys_currency order by home desc, iso")
                .query((row, _) ->
                        new CurrencyRate(row.getString(1), row.getBigDecimal(2), row.getBoolean(3), row.getBoolean(4)))
                .list();
    }

    public void put(OrgId org, CurrencyRate currency) {
        jdbc.sql(org, """
                        insert into {s}.sys_currency (iso, rate, active, home) values (?, ?, ?, ?)
                        on conflict (iso) do update set rate = excluded.rate, active = excluded.active""")
                .params(currency.iso(), currency.rate(), currency.active(), currency.home())
                .update();
    }
}
