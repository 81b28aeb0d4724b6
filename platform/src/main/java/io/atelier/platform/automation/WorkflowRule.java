package io.atelier.platform.automation;

import java.time.Instant;

/**
 * A rule of an organization.
 *
 * @param revision grows with each save; starts at 1
 */
public record WorkflowRule(long id, long revision, RuleData data, Instant modifiedTime) {}
