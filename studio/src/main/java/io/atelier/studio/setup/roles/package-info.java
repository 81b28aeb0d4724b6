/** The role tree: who answers to whom. */
@NullMarked
package io.atelier.studio.setup.roles;

import org.jspecify.annotations.NullMarked;
