package io.atelier.platform.function;

import io.atelier.platform.org.UserId;
import java.time.Instant;

/**
 * What was published once; never changes.
 *
 * @param number counts from 1
 */
public record FunctionVersion(int number, String source, UserId publishedBy, Instant publishedTime) {}
