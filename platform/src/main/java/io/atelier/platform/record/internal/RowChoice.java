package io.atelier.platform.record.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which rows a select is for, as text that is made once and takes what one request asks for besides. */
sealed interface RowChoice {
    /**
     * Returns what follows {@code where}.
     *
     * @param asked the further condition
     * @param order of the select, from {@code order by}; may be empty
     * @param limit of the select; may be empty
     */
    String text(String asked, String order, String limit);

    /** Returns the parameters of the text, given those of the further condition. */
    List<@Nullable Object> binds(List<? extends @Nullable Object> asked);

    /** The rows that meet one condition. */
    record OneCondition(String condition, List<Object> fixed) implements RowChoice {
        @Override
        public String text(String asked, String order, String limit) {
            return condition + " and " + asked;
        }

        @Override
        public List<@Nullable Object> binds(List<? extends @Nullable Object> asked) {
            List<@Nullable Object> binds = new ArrayList<>(fixed);
            binds.addAll(asked);
            return binds;
        }
    }

    /**
     * The first rows that any of several selects finds, each by an index of its own and no further than the page goes. Asked for
     * by one condition, PostgreSQL walks past everybody else's rows until the page is full.
     *
     * @param row the column that names a row
     * @param foundOrder the order of what they find, as {@code found}
     */
    record FirstOfEach(String row, String foundOrder, List<Branch> branches) implements RowChoice {
        @Override
        public String text(String asked, String order, String limit) {
            return branches.stream()
                    .map(branch -> branch.before() + asked + order + limit + branch.after())
                    .collect(Collectors.joining(
                            " union ",
                            row + " in (select id from (",
                            ") as found (id, key)" + foundOrder + limit + ")"));
        }

        @Override
        public List<@Nullable Object> binds(List<? extends @Nullable Object> asked) {
            List<@Nullable Object> binds = new ArrayList<>();
            for (Branch branch : branches) {
                binds.addAll(branch.fixed());
                binds.addAll(asked);
            }
            return binds;
        }
    }

    /**
     * One of the selects, around the further condition; it gives id and key.
     *
     * @param fixed parameters that stand before the condition
     */
    record Branch(String before, String after, List<Object> fixed) {}
}
