package io.atelier.platform.variable;

/**
 * What is said of a variable.
 *
 * @param group name, API name or id of its group; a name that is new makes a group, and an empty one is {@link #GENERAL}
 */
public record VariableData(
        String group, String apiName, String name, String description, VariableType type, String value) {
    /** The group of those that nobody put elsewhere. */
    public static final String GENERAL = "General";
}
