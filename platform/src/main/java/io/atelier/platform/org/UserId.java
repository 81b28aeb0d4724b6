package io.atelier.platform.org;

/** Names a user within an organization. */
public record UserId(long value) {
    /** Acts where no person does: installation, schedules. */
    public static final UserId SYSTEM = new UserId(0);
}
