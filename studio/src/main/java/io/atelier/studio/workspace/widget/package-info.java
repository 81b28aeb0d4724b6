/** Widgets on record pages: frames their code and answers what it asks for, as the person who looks. */
@NullMarked
package io.atelier.studio.workspace.widget;

import org.jspecify.annotations.NullMarked;
