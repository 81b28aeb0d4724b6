/**
 * What programs use of the API: every call is counted, and held to budgets that all nodes share. Knows routes and clients,
 * but no record, no address of a call and no person. Entry types: {@link io.atelier.platform.usage.ApiMeter}, {@link
 * io.atelier.platform.usage.ApiUsageService}, {@link io.atelier.platform.usage.ApiLimitService}.
 */
@NullMarked
package io.atelier.platform.usage;

import org.jspecify.annotations.NullMarked;
