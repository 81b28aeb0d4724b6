/** Jobs, mails and persistence of people. */
@NullMarked
package io.atelier.platform.people.internal;

import org.jspecify.annotations.NullMarked;
