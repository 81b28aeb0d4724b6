package io.atelier.platform.people;

import io.atelier.platform.org.UserId;
import java.time.Instant;
import java.util.Optional;

/**
 * A time in which a user is away.
 *
 * @param to exclusive
 * @param standIn who takes over meanwhile
 */
public record Unavailability(long id, UserId user, Instant from, Instant to, Optional<UserId> standIn) {}
