/**
 * The frame around every view: navigation, sign-in, language, errors. Entry types: {@link
 * io.atelier.studio.shell.CurrentActor}, {@link io.atelier.studio.shell.UiNotices}, {@link
 * io.atelier.studio.shell.Routes}.
 */
@NullMarked
package io.atelier.studio.shell;

import org.jspecify.annotations.NullMarked;
