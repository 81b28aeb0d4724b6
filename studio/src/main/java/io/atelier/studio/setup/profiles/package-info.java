/** Profiles: what people may do. */
@NullMarked
package io.atelier.studio.setup.profiles;

import org.jspecify.annotations.NullMarked;
