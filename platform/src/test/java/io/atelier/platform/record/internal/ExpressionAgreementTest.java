package io.atelier.platform.record.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.expression.Expression;
import io.atelier.platform.expression.ExpressionEvaluator;
import io.atelier.platform.expression.FormulaFunction;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.testing.PlatformTest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Holds the two back ends equal: random trees over random rows have the same values in PostgreSQL as in Java. */
@PlatformTest
class ExpressionAgreementTest {
    private static final long SEED = 20_261_123;
    private static final int STATEMENTS = 100;
    private static final int TREES = 210;
    private static final int ROWS = 4;

    @Autowired
    private DSLContext sql;

    @Test
    void yieldTheSame() {
        RandomTrees random = new RandomTrees(SEED);
        Set<FormulaFunction> called = EnumSet.noneOf(FormulaFunction.class);
        int full = 0;
        for (int statement = 0; statement < STATEMENTS; statement++) {
            List<Map<String, FieldValue>> rows = new ArrayList<>();
            for (int i = 0; i < ROWS; i++) {
                rows.add(random.row());
            }
            List<Expression> trees = new ArrayList<>();
            for (int i = 0; i < TREES; i++) {
                Expression tree = random.tree(2 + i % 4);
                trees.add(tree);
                collect(tree, called);
            }
            full += agree(trees, rows);
        }
        assertThat(called).containsExactlyInAnyOrder(FormulaFunction.values());
        assertThat(full).as("values that are not empty").isGreaterThan(STATEMENTS * TREES * ROWS / 3);
    }

    private int agree(List<Expression> trees, List<Map<String, FieldValue>> rows) {
        ExpressionCompiler compiler = new ExpressionCompiler(Sample::column, () -> Sample.CONTEXT);
        List<Field<?>> columns = new ArrayList<>();
        for (Expression tree : trees) {
            columns.add(compiler.value(tree).as("c" + columns.size()));
        }
        List<Record> answer = Sample.select(sql, columns, rows);
        int full = 0;
        for (int r = 0; r < rows.size(); r++) {
            Map<String, FieldValue> row = rows.get(r);
            for (int c = 0; c < trees.size(); c++) {
                Expression tree = trees.get(c);
                FieldValue expected =
                        ExpressionEvaluator.evaluate(tree, path -> Sample.value(row, path), Sample.CONTEXT);
                FieldValue found = Values.read(tree.type(), answer.get(r).get(c));
                assertThat(found)
                        .as("seed %s, row %s, tree %s", SEED, row, tree)
                        .isEqualTo(expected);
                full += expected.isNull() ? 0 : 1;
            }
        }
        return full;
    }

    /** Conditions of statements need not tell unknown from false; they must still pick the same rows. */
    @Test
    void pickTheSameRows() {
        RandomTrees random = new RandomTrees(SEED + 1);
        for (int statement = 0; statement < 20; statement++) {
            List<Map<String, FieldValue>> rows = List.of(random.row(), random.row(), random.row());
            List<Expression> trees = new ArrayList<>();
            while (trees.size() < 100) {
                Expression tree = random.tree(4);
                if (tree.type() == io.atelier.platform.expression.ValueType.BOOLEAN) {
                    trees.add(tree);
                }
            }
            ExpressionCompiler compiler = new ExpressionCompiler(Sample::column, () -> Sample.CONTEXT);
            List<Field<Integer>> columns = trees.stream()
                    .map(tree -> org.jooq.impl.DSL.field(
                            "case when {0} then 1 else 0 end", Integer.class, compiler.condition(tree)))
                    .toList();
            List<Record> answer = Sample.select(sql, columns, rows);
            for (int r = 0; r < rows.size(); r++) {
                Map<String, FieldValue> row = rows.get(r);
                for (int c = 0; c < trees.size(); c++) {
                    boolean expected =
                            ExpressionEvaluator.matches(trees.get(c), path -> Sample.value(row, path), Sample.CONTEXT);
                    assertThat(answer.get(r).get(c))
                            .as("row %s, tree %s", row, trees.get(c))
                            .isEqualTo(expected ? 1 : 0);
                }
            }
        }
    }

    private static void collect(Expression tree, Set<FormulaFunction> called) {
        if (tree instanceof Expression.Call call) {
            called.add(call.function());
        }
        tree.children().forEach(child -> collect(child, called));
    }
}
