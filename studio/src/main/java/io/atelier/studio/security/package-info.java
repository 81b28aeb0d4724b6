/** Who may reach what by HTTP, and which browser sessions go on. Features add filter chains of their own before this one. */
@NullMarked
package io.atelier.studio.security;

import org.jspecify.annotations.NullMarked;
