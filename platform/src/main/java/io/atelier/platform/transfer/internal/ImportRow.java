package io.atelier.platform.transfer.internal;

import io.atelier.platform.org.OrgId;
import io.atelier.platform.transfer.ImportPlan;
import io.atelier.platform.transfer.ImportStatus;
import java.util.List;
import java.util.OptionalLong;

/**
 * One row of {@code sys_import}: the plan, and how far it is.
 *
 * @param operation what all its batches are parts of; empty until something was written
 */
public record ImportRow(
        OrgId org,
        ImportStatus status,
        ImportPlan plan,
        List<String> headers,
        Dialect dialect,
        OptionalLong operation) {}
