package io.atelier.platform.usage;

/** What is left of a budget of 24 hours. */
public record CreditsLeft(long left, long limit) {}
