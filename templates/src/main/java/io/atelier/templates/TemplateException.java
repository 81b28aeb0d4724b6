package io.atelier.templates;

/** A template that cannot be rendered. The message is meant for its author and holds no field values. */
public final class TemplateException extends RuntimeException {

    /** Why it cannot be rendered. */
    public enum Code {
        /** It cannot be parsed. */
        TEMPLATE_SYNTAX,
        /** It uses what templates may not use. */
        TEMPLATE_FORBIDDEN,
        /** It is too large, or takes too much. */
        TEMPLATE_LIMIT
    }

    private final Code code;
    private final int line;
    private final int column;

    TemplateException(Code code, String message, int line, int column) {
        super(message);
        this.code = code;
        this.line = line;
        this.column = column;
    }

    /** Returns why. */
    public Code code() {
        return code;
    }

    /** Returns the line, from 1; 0 if the whole template is meant. */
    public int line() {
        return line;
    }

    /** Returns the column, from 1; 0 if the whole template is meant. */
    public int column() {
        return column;
    }
}
