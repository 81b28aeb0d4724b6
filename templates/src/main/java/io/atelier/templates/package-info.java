/** Turns users' text into output that is safe to send and to show: templates with merge fields, and cleaned HTML. */
@NullMarked
package io.atelier.templates;

import org.jspecify.annotations.NullMarked;
