/**
 * Records: one, lists, changes of one and of many, related lists, queries. Entry type: {@code RecordController}; {@code WrittenRows} answers
 * for whatever writes records.
 */
@NullMarked
package io.atelier.platform.api.record;

import org.jspecify.annotations.NullMarked;
