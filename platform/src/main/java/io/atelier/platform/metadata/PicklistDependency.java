package io.atelier.platform.metadata;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Narrows a picklist by the value of another one of the same module.
 *
 * @param parent API name of the other picklist
 * @param allowed what can be chosen, by the parent's value; a parent's value that is missing here allows everything
 */
public record PicklistDependency(String parent, Map<String, List<String>> allowed) {
    /** Most values of the parent that can be mapped. */
    public static final int MAX_PARENT_VALUES = 2_000;

    public PicklistDependency {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        allowed.forEach((value, children) -> copy.put(value, List.copyOf(children)));
        allowed = Map.copyOf(copy);
    }

    /** Says whether the child may hold the value while the parent holds the other; empty text for an empty parent. */
    public boolean allows(String parentValue, String childValue) {
        List<String> children = allowed.get(parentValue);
        return children == null || children.contains(childValue);
    }
}
