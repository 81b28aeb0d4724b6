/**
 * REST in the shapes that Zoho's clients know: parses, calls services, renders; decides nothing. Every error, also of the framework,
 * leaves in one shape. Entry type: {@code RecordController}.
 */
@NullMarked
package io.atelier.platform.api;

import org.jspecify.annotations.NullMarked;
