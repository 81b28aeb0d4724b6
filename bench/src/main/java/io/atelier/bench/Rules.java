package io.atelier.bench;

import io.atelier.bench.Row.Side;
import io.atelier.bench.data.Leads;
import io.atelier.bench.load.HttpConnection;
import io.atelier.bench.load.HttpWork;
import io.atelier.platform.automation.RuleAction;
import io.atelier.platform.automation.RuleData;
import io.atelier.platform.automation.RuleService;
import io.atelier.platform.metadata.ModuleDef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.json.JsonMapper;

/** What workflow rules cost: writes of a module that has them beside writes of the same module without. */
final class Rules {
    /** Rules that an organization has at the least; they stand behind all rows of the contract. */
    static final int USUAL = 10;

    private static final int MANY = 50;

    private final Product product;
    private final JsonMapper json = new JsonMapper();
    private final AtomicLong next = new AtomicLong(20_000_000);

    Rules(Product product) {
        this.product = product;
    }

    /** Gives the module rules that watch new and changed records and never match. */
    void addIdle(String module, int count) {
        for (int i = 0; i < count; i++) {
            add(
                    module,
                    "Idle " + i + " of " + module,
                    i % 2 == 0 ? RuleData.Event.CREATED : RuleData.Event.UPDATED,
                    "((Country:equals:Nowhere)and(No_of_Employees:greater_than:" + i + "))",
                    new RuleAction.UpdateField("Rating", "Shut Down"));
        }
    }

    Row idle(String token) {
        ModuleDef plain = clone("Leads_Plain");
        ModuleDef ruled = clone("Leads_Ruled");
        addIdle(ruled.apiName(), MANY);
        return row("rules", "create one with 50 idle rules, 4 clients", 1.15, token, ruled, plain);
    }

    Row matching(String token) {
        ModuleDef plain = clone("Leads_Plain");
        ModuleDef ruled = clone("Leads_Field_Rule");
        add(
                ruled.apiName(),
                "Matching",
                RuleData.Event.CREATED,
                "(No_of_Employees:greater_than:0)",
                new RuleAction.UpdateField("Rating", "Market Failed"));
        return row("fieldrule", "create one with a matching field update, 4 clients", 1.4, token, ruled, plain);
    }

    private Row row(String key, String title, double times, String token, ModuleDef ruled, ModuleDef plain) {
        return new Row(
                key,
                title,
                4,
                1,
                new Goal.Time(times),
                new Side("with", creating(token, ruled)),
                new Side("without", creating(token, plain)),
                Optional.empty());
    }

    private HttpWork creating(String token, ModuleDef module) {
        return new HttpWork(
                product.port(),
                _ -> HttpConnection.request(
                        "POST",
                        "/crm/v8/" + module.apiName(),
                        token,
                        json.writeValueAsString(Map.of("data", Leads.many(next.getAndIncrement(), 1)))));
    }

    private ModuleDef clone(String name) {
        return product.module(
                Modules.copy(product.leads(), name, product.leads().fields()));
    }

    private void add(String module, String name, RuleData.Event event, String criteria, RuleAction action) {
        RuleService rules = product.bean(RuleService.class);
        if (rules.list(product.administrator()).stream()
                .noneMatch(rule -> rule.data().name().equals(name + " " + module)
                        && rule.data().module().equals(module))) {
            rules.create(
                    product.administrator(),
                    new RuleData(name + " " + module, module, event, criteria, List.of(action), true));
        }
    }
}
