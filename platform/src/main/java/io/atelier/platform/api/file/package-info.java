/** Files that come and go: attachments, pictures, contents of file fields. Entry type: {@code AttachmentController}. */
@NullMarked
package io.atelier.platform.api.file;

import org.jspecify.annotations.NullMarked;
