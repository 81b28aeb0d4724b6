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
    SYSTEM
}
