package io.atelier.platform.audit;

/** What an act was done to. */
public enum AuditObject {
    OPERATION,
    /** Records as a whole, where they leave. */
    RECORDS,
    MODEL,
    USER,
    PROFILE,
    ROLE,
    GROUP,
    SHARING,
    TERRITORY,
    RECORD_SHARE,
    RECORD_LOCK,
    LOCKING_CONFIGURATION,
    CURRENCY,
    VARIABLE,
    RULE,
    FUNCTION,
    MAIL_TEMPLATE,
    WEB_FORM,
    WIDGET,
    DASHBOARD,
    IMPORT,
    SESSION,
    API_CLIENT,
    API_TOKEN,
    AUDIT_LOG
}
