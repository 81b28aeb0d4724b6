package io.atelier.platform.variable;

/**
 * A named value of an organization. Everybody inside may read it: it is no place for secrets.
 *
 * @param apiName unique without regard to case; never changes
 * @param value in API form: a number, {@code true}, a date as text; empty for none
 */
public record Variable(
        long id,
        VariableGroup group,
        String apiName,
        String name,
        String description,
        VariableType type,
        String value) {
    /** Most characters of a name. */
    public static final int MAX_NAME = 100;
    /** Most characters of a description. */
    public static final int MAX_DESCRIPTION = 500;
    /** Most variables of an organization. */
    public static final int MAX_VARIABLES = 500;
    /** Most groups of an organization. */
    public static final int MAX_GROUPS = 50;
}
