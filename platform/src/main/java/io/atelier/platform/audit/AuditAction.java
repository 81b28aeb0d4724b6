package io.atelier.platform.audit;

/** What was done to the object. */
public enum AuditAction {
    WRITTEN,
    CREATED,
    CHANGED,
    DELETED,
    PUBLISHED,
    WITHDRAWN,
    ASSIGNED,
    STARTED,
    ENDED,
    REFUSED,
    GRANTED,
    ISSUED,
    REVOKED,
    /** A code or refresh token came a second time: what it had brought was ended. */
    REUSED,
    READ
}
