package io.atelier.platform.automation.internal;

import io.atelier.platform.org.Notice;
import io.atelier.platform.org.Notices;
import io.atelier.platform.org.OrgCache;
import io.atelier.platform.org.OrgId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Holds the active rules of each organization by module until a notice says that they are old. */
@Component
public class RuleCache {
    private final OrgCache<Map<String, List<ActiveRule>>> rules = new OrgCache<>();
    private final RuleStore store;

    RuleCache(RuleStore store, Notices notices) {
        this.store = store;
        notices.subscribe(
                notice -> {
                    if (notice.topic() == Notice.Topic.AUTOMATION) {
                        evict(notice.org());
                    }
                },
                rules::forgetAll);
    }

    List<ActiveRule> of(OrgId org, String module) {
        return rules.get(org, this::load).getOrDefault(module, List.of());
    }

    public void evict(OrgId org) {
        rules.forget(org);
    }

    private Map<String, List<ActiveRule>> load(OrgId org) {
        return store.all(org).stream()
                .filter(rule -> rule.data().active())
                .map(ActiveRule::new)
                .collect(Collectors.groupingBy(active -> active.rule().data().module()));
    }
}
