/**
 * Uploaded files: their contents once by hash in the data folder, their names in the database. Entry type: {@link
 * io.atelier.platform.file.FileService}.
 */
@NullMarked
package io.atelier.platform.file;

import org.jspecify.annotations.NullMarked;
