package io.atelier.platform.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.platform.common.PlatformException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CriteriaTest {
    @Test
    void readsZohosForm() {
        Criteria criteria = CriteriaParser.parse("((Last_Name:equals:Ali) and (City:starts_with:Gr\\,\\(x\\)))");

        assertThat(criteria)
                .isEqualTo(new Criteria.All(List.of(
                        Criteria.compare("Last_Name", Operator.EQUALS, "Ali"),
                        Criteria.compare("City", Operator.STARTS_WITH, "Gr,(x)"))));
    }

    @Test
    void keepsJoiningWordsInsideValues() {
        assertThat(CriteriaParser.parse("(Name:in:Ferdinand or more,Rock and roll)"))
                .isEqualTo(Criteria.compare("Name", Operator.IN, "Ferdinand or more", "Rock and roll"));
    }

    @Test
    void writesWhatItReads() {
        Random random = new Random(42);
        for (int i = 0; i < 500; i++) {
            Criteria criteria = random(random, 3);
            assertThat(CriteriaParser.parse(criteria.toText())).isEqualTo(criteria);
        }
    }

    private static Criteria random(Random random, int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            String alphabet = "ab ():,\\ndor'\"%_é";
            StringBuilder value = new StringBuilder("v");
            for (int i = random.nextInt(8); i > 0; i--) {
                value.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            return Criteria.compare("Field", Operator.EQUALS, value.toString());
        }
        List<Criteria> parts = List.of(random(random, depth - 1), random(random, depth - 1));
        return random.nextBoolean() ? new Criteria.All(parts) : new Criteria.Any(parts);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Last_Name:equals:x",
                "(a:equals:b",
                "(a:equals:b))",
                "((a:equals:b)xor(b:equals:c))",
                "((a:equals:b)and(b:equals:c)or(d:equals:e))",
                "(a:no_such:b)",
                "(a:between:1)",
                "(a:is_empty:1)",
                "()",
                "(a)",
                "\\"
            })
    void refusesWhatItCannotRead(String text) {
        assertThatThrownBy(() -> CriteriaParser.parse(text)).isInstanceOf(PlatformException.class);
    }

    @Test
    void holdsItsLimits() {
        String one = "(a:equals:b)";
        assertThat(CriteriaParser.parse("(" + "(a:equals:b)and".repeat(24) + one + ")"))
                .isNotNull();
        assertThatThrownBy(() -> CriteriaParser.parse("(" + "(a:equals:b)and".repeat(25) + one + ")"))
                .hasMessageContaining("25");
        assertThat(CriteriaParser.parse("(".repeat(24) + one + ")".repeat(24))).isNotNull();
        assertThatThrownBy(() -> CriteriaParser.parse("(".repeat(25) + one + ")".repeat(25)))
                .hasMessageContaining("25");
        assertThatThrownBy(() -> CriteriaParser.parse("(".repeat(7_999))).isInstanceOf(PlatformException.class);
        assertThatThrownBy(() -> CriteriaParser.parse("(a:equals:" + "x".repeat(8_000) + ")"))
                .hasMessageContaining("8,000");
    }
}
