package io.atelier.platform.record;

import java.time.Instant;

/**
 * A record as it was.
 *
 * @param record without linked records and rows of subforms, which are records of their own, and without formulas and
 *     rollups; its labels are the present names of what it pointed to
 * @param recycled it lay in the recycle bin then
 * @param at the time that was asked for
 */
public record PastRecord(CrmRecord record, boolean recycled, Instant at) {}
