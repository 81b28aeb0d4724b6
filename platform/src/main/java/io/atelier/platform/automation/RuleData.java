package io.atelier.platform.automation;

import java.util.List;

/**
 * What an author writes of a rule.
 *
 * @param module API name of the module whose records it watches
 * @param criteria in text form; empty for every record
 * @param actions done in order, 1 to {@link #MAX_ACTIONS}
 * @param active false to keep a rule without having it work
 */
public record RuleData(
        String name, String module, Event event, String criteria, List<RuleAction> actions, boolean active) {
    public static final int MAX_NAME = 100;
    public static final int MAX_ACTIONS = 10;

    /** What sets a rule off. */
    public enum Event {
        CREATED,
        UPDATED,
        DELETED
    }

    public RuleData {
        actions = List.copyOf(actions);
    }
}
