/** Notes, which are records that tell what they are about by one value. Entry type: {@code NoteController}. */
@NullMarked
package io.atelier.platform.api.note;

import org.jspecify.annotations.NullMarked;
