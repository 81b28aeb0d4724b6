package io.atelier.platform.identity;

import java.time.Instant;

/** A line of the login history. */
public record SignInEvent(Instant at, SignInOutcome outcome, Origin origin) {}
