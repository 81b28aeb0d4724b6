package io.atelier.platform.access;

import io.atelier.platform.org.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What of a record decides who may work with it.
 *
 * @param owner empty for a record of nobody
 * @param rules ids of the sharing rules by criteria that it matches
 * @param territories that it belongs to
 * @param named whom its fields of people name, by API name
 */
public record RecordFacts(
        Optional<UserId> owner,
        Set<Long> rules,
        List<RecordShare> shares,
        Set<Long> territories,
        Map<String, Set<UserId>> named) {
    public RecordFacts {
        rules = Set.copyOf(rules);
        shares = List.copyOf(shares);
        territories = Set.copyOf(territories);
        named = Map.copyOf(named);
    }
}
