package io.atelier.platform.audit;

/** What sort of act a row tells of. */
public enum AuditKind {
    /** Records were written; one row an operation, with counts. */
    RECORDS,
    /** Something that shapes the organization was changed. */
    SETUP,
    SIGN_IN,
    /** Data left in a file. */
    EXPORT,
    /** API clients, codes and tokens. */
    API,
    /** An administrator worked as somebody else. */
    LOGIN_AS
}
