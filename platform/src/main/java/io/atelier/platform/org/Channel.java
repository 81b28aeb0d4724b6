package io.atelier.platform.org;

/** Through what an actor acts; stands on every operation and in the timeline. */
public enum Channel {
    UI,
    API,
    IMPORT,
    WEB_FORM,
    FUNCTION,
    WORKFLOW,
    WIDGET,
    /** An administrator works as this user; the actor's {@code via} names the administrator. */
    LOGIN_AS,
    /** As above, but only to look: nothing can be changed. */
    VIEW_AS,
    SYSTEM
}
