/**
 * One record: its sections with edit in place, related lists, timeline. Entry type: {@code RecordView}.
 */
@NullMarked
package io.atelier.studio.workspace.record;

import org.jspecify.annotations.NullMarked;
