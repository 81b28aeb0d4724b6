package io.atelier.platform.record;

import io.atelier.platform.org.UserId;
import java.time.Instant;

/** How records of a module are locked, since when, by whose will. */
public record LockingConfiguration(long id, long version, LockingData data, UserId modifiedBy, Instant modifiedTime) {}
