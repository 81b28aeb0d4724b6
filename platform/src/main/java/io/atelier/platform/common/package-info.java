/**
 * Value types that every feature shares: ids, error codes, labels, API names. Knows nothing of Spring, SQL or the CRM. Entry type: {@link io.atelier.platform.common.PlatformException}.
 */
@NullMarked
package io.atelier.platform.common;

import org.jspecify.annotations.NullMarked;
