package io.atelier.platform.record;

import java.math.BigDecimal;

/**
 * A currency that amounts can be in.
 *
 * @param iso code by ISO 4217
 * @param rate what one unit of the home currency is in it; above zero, at most 9 decimals
 * @param active false for one that nobody can choose any more
 * @param home the currency that rates and totals are in; it never changes
 */
public record CurrencyRate(String iso, BigDecimal rate, boolean active, boolean home) {}
