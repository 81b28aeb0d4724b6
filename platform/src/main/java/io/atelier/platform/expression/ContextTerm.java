package io.atelier.platform.expression;

/** Stands for a value that depends on when, where and for whom an expression is evaluated. */
public sealed interface ContextTerm {
    ValueType type();

    /** The moment of evaluation. */
    record Now() implements ContextTerm {
        @Override
        public ValueType type() {
            return ValueType.DATETIME;
        }
    }

    /** The day of evaluation. */
    record Today() implements ContextTerm {
        @Override
        public ValueType type() {
            return ValueType.DATE;
        }
    }

    /** Who is looking. */
    record CurrentUser() implements ContextTerm {
        @Override
        public ValueType type() {
            return ValueType.REFERENCE;
        }
    }

    /**
     * One end of a relative date.
     *
     * @param type date, or date-time for the beginning of the day
     */
    record Edge(RelativeDate date, End end, ValueType type) implements ContextTerm {}

    /** Which end of a range of days. */
    enum End {
        /** The first day. */
        FIRST,
        /** The day behind the last. */
        BEHIND
    }
}
