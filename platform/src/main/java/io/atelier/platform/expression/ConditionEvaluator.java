package io.atelier.platform.expression;

import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.Uniqueness;
import java.util.List;
import java.util.function.Function;

/** Evaluates conditions on values in memory, exactly as PostgreSQL does on rows. */
public final class ConditionEvaluator {
    private ConditionEvaluator() {}

    public static boolean matches(Condition condition, Function<FieldDef, FieldValue> record) {
        return switch (condition) {
            case Condition.Everything _ -> true;
            case Condition.All all -> all.parts().stream().allMatch(part -> matches(part, record));
            case Condition.Any any -> any.parts().stream().anyMatch(part -> matches(part, record));
            case Condition.Test(FieldDef field, Operator operator, List<FieldValue> values) ->
                test(record.apply(field), operator, values);
        };
    }

    private static boolean test(FieldValue actual, Operator operator, List<FieldValue> values) {
        return switch (operator) {
            case IS_EMPTY -> actual.isNull();
            case IS_NOT_EMPTY -> !actual.isNull();
            case EQUALS, IN -> values.stream().anyMatch(value -> equal(actual, value));
            case NOT_EQUAL, NOT_IN -> values.stream().noneMatch(value -> equal(actual, value));
            case CONTAINS -> contains(actual, text(values));
            case NOT_CONTAINS -> !contains(actual, text(values));
            case STARTS_WITH ->
                actual instanceof FieldValue.Text(String t) && folded(t).startsWith(text(values));
            case ENDS_WITH ->
                actual instanceof FieldValue.Text(String t) && folded(t).endsWith(text(values));
            case GREATER_THAN -> !actual.isNull() && compare(actual, values.getFirst()) > 0;
            case GREATER_EQUAL -> !actual.isNull() && compare(actual, values.getFirst()) >= 0;
            case LESS_THAN -> !actual.isNull() && compare(actual, values.getFirst()) < 0;
            case LESS_EQUAL -> !actual.isNull() && compare(actual, values.getFirst()) <= 0;
            case BETWEEN ->
                !actual.isNull() && compare(actual, values.getFirst()) >= 0 && compare(actual, values.getLast()) <= 0;
        };
    }

    private static boolean equal(FieldValue actual, FieldValue wanted) {
        return switch (actual) {
            case FieldValue.Null _ -> false;
            case FieldValue.Text(String text) ->
                wanted instanceof FieldValue.Text(String w) && folded(text).equals(folded(w));
            case FieldValue.MultiPicklist(List<String> chosen) ->
                wanted instanceof FieldValue.Text(String w)
                        && chosen.stream().anyMatch(c -> folded(c).equals(folded(w)));
            case FieldValue.Number _,
                    FieldValue.Bool _,
                    FieldValue.Date _,
                    FieldValue.DateTime _,
                    FieldValue.AnyLookup _,
                    FieldValue.Lookup _ -> actual.equals(wanted);
            case FieldValue.Users(List<Long> people) ->
                wanted instanceof FieldValue.Users(List<Long> w)
                        && people.stream().anyMatch(w::contains);
            case FieldValue.Files _, FieldValue.Address _, FieldValue.Links _, FieldValue.Rows _ -> false;
        };
    }

    private static boolean contains(FieldValue actual, String wanted) {
        return switch (actual) {
            case FieldValue.Text(String text) -> folded(text).contains(wanted);
            case FieldValue.MultiPicklist(List<String> chosen) ->
                chosen.stream().anyMatch(c -> folded(c).equals(wanted));
            case FieldValue.Null _,
                    FieldValue.Number _,
                    FieldValue.Bool _,
                    FieldValue.Date _,
                    FieldValue.DateTime _,
                    FieldValue.Lookup _,
                    FieldValue.AnyLookup _,
                    FieldValue.Users _,
                    FieldValue.Files _,
                    FieldValue.Address _,
                    FieldValue.Links _,
                    FieldValue.Rows _ -> false;
        };
    }

    private static int compare(FieldValue actual, FieldValue wanted) {
        return switch (actual) {
            case FieldValue.Number(var number) -> number.compareTo(((FieldValue.Number) wanted).number());
            case FieldValue.Date(var date) -> date.compareTo(((FieldValue.Date) wanted).date());
            case FieldValue.DateTime(var instant) -> instant.compareTo(((FieldValue.DateTime) wanted).instant());
            case FieldValue.Null _,
                    FieldValue.Text _,
                    FieldValue.Bool _,
                    FieldValue.MultiPicklist _,
                    FieldValue.Lookup _,
                    FieldValue.AnyLookup _,
                    FieldValue.Users _,
                    FieldValue.Files _,
                    FieldValue.Address _,
                    FieldValue.Links _,
                    FieldValue.Rows _ ->
                throw new IllegalStateException("the resolver lets no order on " + actual + " through");
        };
    }

    private static String text(List<FieldValue> values) {
        return folded(((FieldValue.Text) values.getFirst()).text());
    }

    /** Returns the text in lower case as PostgreSQL does. */
    public static String folded(String text) {
        return Uniqueness.folded(text);
    }
}
