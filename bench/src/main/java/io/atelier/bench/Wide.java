package io.atelier.bench;

import io.atelier.bench.Row.Side;
import io.atelier.bench.data.Leads;
import io.atelier.bench.load.HttpConnection;
import io.atelier.bench.load.HttpWork;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What fields cost that are defined and not shown. */
final class Wide {
    private static final int FIELDS = 300;
    private static final int ROWS = 20_000;

    private final Product product;
    private final String token;

    Wide(Product product, String token) {
        this.product = product;
        this.token = token;
    }

    Row row() throws Exception {
        ModuleDef leads = product.leads();
        List<FieldDef> many = new ArrayList<>(leads.fields());
        while (many.size() < FIELDS) {
            many.add(Modules.text("Extra_" + many.size()));
        }
        ModuleDef wide = filled(Modules.copy(leads, "Leads_Wide", many));
        ModuleDef narrow = filled(Modules.copy(leads, "Leads_Narrow", leads.fields()));
        return new Row(
                "wide",
                "list 50 with 30 of 300 fields, 4 clients",
                4,
                1,
                new Goal.Time(1.2),
                new Side("300 fields", listing(wide)),
                new Side(leads.fields().size() + " fields", listing(narrow)),
                Optional.empty());
    }

    private ModuleDef filled(ModuleDef wish) throws Exception {
        ModuleDef module = product.module(wish);
        if (product.count(module.apiName()) == 0) {
            product.stock().load(module, ROWS);
        }
        return module;
    }

    private HttpWork listing(ModuleDef module) {
        byte[] request = HttpConnection.request(
                "GET",
                "/crm/v8/" + module.apiName() + "?per_page=50&fields=" + String.join(",", Leads.SHOWN),
                token,
                "");
        return new HttpWork(product.port(), _ -> request);
    }
}
