package io.atelier.platform.access;

import io.atelier.platform.org.Actor;
import io.atelier.platform.org.UserId;
import java.time.Instant;

/**
 * An administrator at work as somebody else.
 *
 * @param administrator who it is in truth
 * @param user as whom they work
 * @param until when it is over, whatever happens
 * @param viewOnly they look, and change nothing
 */
public record LoginAs(Actor administrator, String administratorName, UserId user, Instant until, boolean viewOnly) {}
