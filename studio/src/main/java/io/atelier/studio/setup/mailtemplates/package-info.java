/** Mail templates: written with merge fields, seen as they will be sent. Entry types: {@code TemplatesView} and {@code TemplateView}. */
@NullMarked
package io.atelier.studio.setup.mailtemplates;

import org.jspecify.annotations.NullMarked;
