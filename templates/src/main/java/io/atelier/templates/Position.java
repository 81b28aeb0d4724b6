package io.atelier.templates;

import io.atelier.templates.TemplateException.Code;

/** A place in a template. */
record Position(int line, int column) {

    static final Position WHOLE = new Position(0, 0);

    TemplateException syntax(String message) {
        return new TemplateException(Code.TEMPLATE_SYNTAX, message, line, column);
    }

    TemplateException forbidden(String message) {
        return new TemplateException(Code.TEMPLATE_FORBIDDEN, message, line, column);
    }

    TemplateException limit(String message) {
        return new TemplateException(Code.TEMPLATE_LIMIT, message, line, column);
    }
}
