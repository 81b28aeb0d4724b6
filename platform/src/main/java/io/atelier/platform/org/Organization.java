package io.atelier.platform.org;

import java.time.ZoneId;
import java.util.Currency;

/**
 * An organization and the settings that hold for all of it.
 *
 * @param language ISO 639-1 code, used where no person's own is known
 */
public record Organization(OrgId id, String name, String language, ZoneId zone, Currency currency) {}
