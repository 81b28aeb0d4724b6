package io.atelier.platform.org;

/**
 * Who acts, in which organization, through what. Every service method takes it first; there is no ambient one.
 *
 * @param via names the thing acted through where there is one (a form, a function, an API client), else empty
 * @param depth how many automations stand between the person and this act; 0 for the person
 */
public record Actor(OrgId org, UserId user, Channel channel, String via, int depth) {
    public static Actor person(OrgId org, UserId user) {
        return new Actor(org, user, Channel.UI, "", 0);
    }

    /** Returns the installation itself, which may do everything. */
    public static Actor system(OrgId org) {
        return new Actor(org, UserId.SYSTEM, Channel.SYSTEM, "", 0);
    }

    public Actor through(Channel newChannel, String newVia) {
        return isViewing() ? this : new Actor(org, user, newChannel, newVia, depth);
    }

    /** Returns the actor of what this one's act sets off. */
    public Actor deeper(Channel newChannel, String newVia) {
        return isViewing() ? this : new Actor(org, user, newChannel, newVia, depth + 1);
    }

    /** Says whether this is somebody who looks as another user and changes nothing, through whatever they act. */
    public boolean isViewing() {
        return channel == Channel.VIEW_AS;
    }

    public boolean isSystem() {
        return user.equals(UserId.SYSTEM);
    }
}
