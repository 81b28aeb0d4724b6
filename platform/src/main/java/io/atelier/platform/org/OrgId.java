package io.atelier.platform.org;

/**
 * Names an organization.
 *
 * @param value counts from 1
 */
public record OrgId(long value) {
    public OrgId {
        if (value < 1) {
            throw new IllegalArgumentException("an organization's id counts from 1, not " + value);
        }
    }

    /** Returns the PostgreSQL schema that holds everything of this organization; a plain identifier. */
    public String schema() {
        return "org_" + value;
    }
}
