/** What programs use of the API, and what they may use. Entry type: {@code ApiUsageView}. */
@NullMarked
package io.atelier.studio.setup.apiusage;

import org.jspecify.annotations.NullMarked;
