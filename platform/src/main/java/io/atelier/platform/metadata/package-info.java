/**
 * Modules, fields, layouts and list views of an organization as one immutable snapshot, and the only code that issues
 * DDL. Knows no record and no user. Entry types: {@link io.atelier.platform.metadata.MetadataService}, {@link
 * io.atelier.platform.metadata.OrgModel}, {@link io.atelier.platform.metadata.SchemaChange}.
 */
@NullMarked
package io.atelier.platform.metadata;

import org.jspecify.annotations.NullMarked;
