/** What list and record page share: reading as the signed-in person, formats, the form dialog. */
@NullMarked
package io.atelier.studio.workspace.records;

import org.jspecify.annotations.NullMarked;
