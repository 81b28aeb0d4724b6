package io.atelier.platform.expression;

/** Makes one figure of a group of records. Empty values do not count. */
public enum Aggregate {
    COUNT,
    SUM,
    AVG,
    MIN,
    MAX
}
