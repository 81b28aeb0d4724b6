package io.atelier.platform.record.internal;

import io.atelier.platform.metadata.FieldValue;
import java.util.Map;

/** A row as it is stored, locked for writing; values by API name, nulls too. */
record StoredRow(long version, boolean deleted, Map<String, FieldValue> values) {}
