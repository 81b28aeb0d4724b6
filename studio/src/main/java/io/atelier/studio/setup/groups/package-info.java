/** Groups of people who share records. */
@NullMarked
package io.atelier.studio.setup.groups;

import org.jspecify.annotations.NullMarked;
