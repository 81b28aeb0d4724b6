package io.atelier.platform.variable;

/** What belongs together among the variables. */
public record VariableGroup(long id, String apiName, String name) {}
