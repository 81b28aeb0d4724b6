package io.atelier.platform.expression;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** An expression as written: names are not yet held against a module, and nothing is known of types. */
sealed interface Syntax {
    Position at();

    record Number(BigDecimal value, Position at) implements Syntax {}

    record Text(String value, Position at) implements Syntax {}

    record Bool(boolean value, Position at) implements Syntax {}

    record Name(String path, Position at) implements Syntax {}

    /** What stands for a date or user of the moment: {@code ${TODAY}}. */
    record Special(String name, Position at) implements Syntax {}

    record Call(String function, List<Syntax> arguments, Position at) implements Syntax {}

    record Negative(Syntax operand, Position at) implements Syntax {}

    /** Operands of one rank, joined from left to right; one operator fewer than operands. */
    record Chain(List<Syntax> operands, List<ArithmeticOperator> operators, List<Position> places) implements Syntax {
        @Override
        public Position at() {
            return places.getFirst();
        }
    }

    record Test(Syntax subject, Operator operator, List<Syntax> operands, Position at) implements Syntax {}

    record All(List<Syntax> parts, Position at) implements Syntax {}

    record Any(List<Syntax> parts, Position at) implements Syntax {}

    record Not(Syntax part, Position at) implements Syntax {}

    /** {@code of} is absent for {@code COUNT(*)}. */
    record Aggregated(Aggregate aggregate, Optional<Name> of, Position at) implements Syntax {}
}
