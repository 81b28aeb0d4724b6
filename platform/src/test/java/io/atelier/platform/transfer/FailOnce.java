package io.atelier.platform.transfer;

import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.record.spi.AfterSave;
import io.atelier.platform.record.spi.SaveRow;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Breaks one write of an organization after its rows were written, as a lost connection would. */
@Component
class FailOnce implements AfterSave {
    private final Map<OrgId, String> armed = new ConcurrentHashMap<>();
    private final Set<OrgId> struck = ConcurrentHashMap.newKeySet();

    void armFor(OrgId org, String lastName) {
        armed.put(org, lastName);
    }

    boolean hasStruck(OrgId org) {
        return struck.contains(org);
    }

    @Override
    public void afterSave(Actor actor, long operationId, List<SaveRow> rows) {
        String name = armed.get(actor.org());
        if (name != null
                && rows.stream()
                        .anyMatch(row -> row.after("Last_Name").toString().contains(name + "]"))) {
            armed.remove(actor.org());
            struck.add(actor.org());
            throw new IllegalStateException("the connection is lost");
        }
    }
}
