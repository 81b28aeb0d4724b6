package io.atelier.platform.analytics;

import java.util.List;

/**
 * A named set of components.
 *
 * @param id 0 for one that is not saved yet
 * @param version grows with each save
 */
public record Dashboard(long id, String name, long version, List<ComponentDef> components) {
    public static final int MAX_NAME = 100;
    public static final int MAX_COMPONENTS = 50;

    public Dashboard {
        components = List.copyOf(components);
    }

    public Dashboard withComponents(List<ComponentDef> newComponents) {
        return new Dashboard(id, name, version, newComponents);
    }
}
