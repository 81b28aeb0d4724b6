/** Describes the REST API of an organization in OpenAPI 3.1, from its own model. */
@NullMarked
package io.atelier.platform.api.openapi;

import org.jspecify.annotations.NullMarked;
