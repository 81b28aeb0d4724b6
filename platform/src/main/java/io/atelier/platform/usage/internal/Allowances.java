package io.atelier.platform.usage.internal;

import io.atelier.platform.org.OrgId;
import io.atelier.platform.usage.ApiCaller;
import io.atelier.platform.usage.ApiLimits;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** This node's hold on what clients and organizations may use. */
@Component
public class Allowances {
    private final BudgetStore budgets;
    private final ConcurrencyStore concurrency;
    private final LimitStore limits;
    private final UsualLimits usual;
    private final InstantSource clock;
    private final String node;
    private final ConcurrentMap<ApiCaller, OfClient> clients = new ConcurrentHashMap<>();
    private final ConcurrentMap<OrgId, Budget> organizations = new ConcurrentHashMap<>();
    private final ConcurrentMap<ApiCaller, ApiLimits> known = new ConcurrentHashMap<>();

    /** What a client has of this node. */
    public record OfClient(Concurrency calls, Budget minute, Budget day) {}

    @Autowired
    Allowances(
            BudgetStore budgets,
            ConcurrencyStore concurrency,
            LimitStore limits,
            UsualLimits usual,
            InstantSource clock) {
        this(budgets, concurrency, limits, usual, clock, UUID.randomUUID().toString());
    }

    /** @param node tells nodes apart */
    Allowances(
            BudgetStore budgets,
            ConcurrencyStore concurrency,
            LimitStore limits,
            UsualLimits usual,
            InstantSource clock,
            String node) {
        this.budgets = budgets;
        this.concurrency = concurrency;
        this.limits = limits;
        this.usual = usual;
        this.clock = clock;
        this.node = node;
    }

    public OfClient of(ApiCaller caller) {
        return clients.computeIfAbsent(
                caller,
                _ -> new OfClient(
                        new Concurrency(concurrency, subject("calls", caller), node),
                        new Budget(budgets, subject("minute", caller), Window.MINUTE),
                        new Budget(budgets, subject("day", caller), Window.DAY)));
    }

    public Budget of(OrgId org) {
        return organizations.computeIfAbsent(org, _ -> new Budget(budgets, subject(org), Window.DAY));
    }

    /** Returns what a client may use, as of some seconds ago. */
    public ApiLimits limits(ApiCaller caller) {
        ApiLimits found = known.get(caller);
        if (found == null) {
            found = limits.find(caller.client()).orElseGet(usual::ofClient);
            known.put(caller, found);
        }
        return found;
    }

    public long creditsOfOrganization() {
        return usual.creditsOfOrganization();
    }

    /** What has been taken of the day's credits, by all nodes. */
    public record Spent(long ofOrganization, Map<String, Long> ofClients) {}

    public Spent spent(OrgId org, List<String> ofClients) {
        Map<String, String> subjects = new HashMap<>();
        ofClients.forEach(client -> subjects.put(client, subject("day", new ApiCaller(org, client))));
        List<String> asked = new ArrayList<>(subjects.values());
        asked.add(subject(org));
        Map<String, Long> found = budgets.spent(asked, Window.DAY.first(Window.DAY.slotAt(clock.instant())));
        Map<String, Long> spent = new HashMap<>();
        subjects.forEach((client, subject) -> spent.put(client, found.getOrDefault(subject, 0L)));
        return new Spent(found.getOrDefault(subject(org), 0L), spent);
    }

    /** Lets other nodes have what this one does not need, and learns of changed limits with the next calls. */
    public void settle() {
        known.clear();
        clients.values().forEach(client -> {
            client.calls().renew(clock.instant());
            client.minute().release();
            client.day().release();
        });
        organizations.values().forEach(Budget::release);
    }

    /** Deletes what counts no longer. */
    void forgetOver() {
        budgets.forgetOver(clock.instant());
        concurrency.forgetOver(clock.instant());
    }

    private static String subject(String kind, ApiCaller caller) {
        return kind + " " + caller.org().value() + " " + caller.client();
    }

    private static String subject(OrgId org) {
        return "organization " + org.value();
    }
}
