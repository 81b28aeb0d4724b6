package io.atelier.platform.usage;

import io.atelier.platform.org.OrgId;

/**
 * Whom a call is counted for.
 *
 * @param client the id of an API client, or the kind of session that calls without one
 */
public record ApiCaller(OrgId org, String client) {}
