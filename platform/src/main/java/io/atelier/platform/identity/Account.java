package io.atelier.platform.identity;

import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.UserId;

/** Whom a sign-in leads to. */
public record Account(OrgId org, UserId user) {}
