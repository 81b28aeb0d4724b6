@NullMarked
package io.atelier.platform.secret.internal;

import org.jspecify.annotations.NullMarked;
