package io.atelier.platform.transfer.internal;

import io.atelier.platform.org.OrgId;
import io.atelier.platform.transfer.ImportPlan;
import io.atelier.platform.transfer.ImportStatus;
import java.util.List;

/** One row of {@code sys_import}: the plan, and how far it is. */
public record ImportRow(OrgId org, ImportStatus status, ImportPlan plan, List<String> headers, Dialect dialect) {}
