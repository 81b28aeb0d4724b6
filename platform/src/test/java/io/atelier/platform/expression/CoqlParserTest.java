package io.atelier.platform.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Label;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldStorage;
import io.atelier.platform.metadata.FieldType;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoqlParserTest {
    private static final List<FieldDef> FIELDS = List.of(
            field("Last_Name", FieldType.TEXT),
            field("City", FieldType.TEXT),
            field("Amount", FieldType.CURRENCY),
            field("Closing_Date", FieldType.DATE),
            field("Created_Time", FieldType.DATETIME),
            field("Choices", FieldType.MULTISELECTPICKLIST),
            field("Count", FieldType.INTEGER),
            field("Owner", FieldType.OWNERLOOKUP));

    private static FieldDef field(String name, FieldType type) {
        return FieldDef.of(name, Label.of(name, name), type).withStorage(new FieldStorage(name, 0));
    }

    private static final FieldNames NAMES =
            FieldNames.own(name -> Stream.concat(FIELDS.stream(), Stream.of(ImpliedFields.ID))
                    .filter(f -> f.apiName().equals(name))
                    .findFirst());

    private static CoqlQuery query(String text) {
        return CoqlParser.parse(text).resolve(NAMES);
    }

    @Test
    void readsAWholeQuery() {
        CoqlQuery query = query("""
                SELECT Last_Name AS Who, City, sum(Amount), COUNT(*) total
                FROM Leads
                WHERE ((City = 'Rome' and not Amount between 1 and 2) or Closing_Date is not null)
                  AND Last_Name LIKE '%x%' and Closing_Date >= ${LASTNDAYS:7}
                GROUP BY Last_Name, City
                HAVING count(*) > 5 and City != 'Oslo'
                ORDER BY total DESC, Who
                LIMIT 50 OFFSET 100;""");

        assertThat(query.module()).isEqualTo("Leads");
        assertThat(query.columns())
                .extracting(CoqlQuery.Column::name)
                .containsExactly("Who", "City", "sum(Amount)", "total");
        assertThat(query.grouped()).isTrue();
        assertThat(query.groupBy()).extracting(f -> f.path().text()).containsExactly("Last_Name", "City");
        assertThat(query.orderBy()).extracting(CoqlQuery.Order::descending).containsExactly(true, false);
        assertThat(query.limit()).isEqualTo(50);
        assertThat(query.offset()).isEqualTo(100);
    }

    @Test
    void addsTheIdAndTheUsualLimit() {
        CoqlQuery query = query("select City from Leads");

        assertThat(query.columns()).extracting(CoqlQuery.Column::name).containsExactly("City", "id");
        assertThat(query.limit()).isEqualTo(200);
        assertThat(query.where()).isEqualTo(Expression.everything());
        assertThat(query("select City from Leads limit 7, 3"))
                .extracting(CoqlQuery::offset, CoqlQuery::limit)
                .containsExactly(7, 3);
    }

    @Test
    void bindsAndTighterThanOr() {
        Expression where = query("select City from Leads where City = 'a' or City = 'b' and City = 'c'")
                .where();

        assertThat(where).isInstanceOf(Expression.Any.class);
        assertThat(where.children().get(1)).isInstanceOf(Expression.All.class);
    }

    @Test
    void takesNamesThatAreWordsOfItsOwn() {
        assertThat(query("select Count, count(id) from Leads group by Count order by Count asc")
                        .columns())
                .hasSize(2);
    }

    @Test
    void readsQuotesInTexts() {
        Expression.Test test = (Expression.Test)
                query("select City from Leads where City = 'O''Neil \\'x\\''").where();

        assertThat(test.operands().getFirst()).extracting("value.text").isEqualTo("O'Neil 'x'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            select * from Leads                                          | SYNTAX_ERROR  | 8  | *        | name them
            select City                                                  | SYNTAX_ERROR  | 12 |          | too early
            select City from Leads where                                 | SYNTAX_ERROR  | 29 |          | too early
            update Leads set City = 'x'                                  | SYNTAX_ERROR  | 1  | update   | select
            select City from Leads; drop table x                         | SYNTAX_ERROR  | 25 | drop     | not expected
            select City from Leads where City = 'x                       | SYNTAX_ERROR  | 37 | '        | does not end
            select City from Leads where City == 'x'                     | SYNTAX_ERROR  | 36 | =        | not expected
            select City from Leads where (City = 'x'                     | SYNTAX_ERROR  | 41 |          | too early
            select City from Leads where City in ()                      | SYNTAX_ERROR  | 39 | )        | not expected
            select City from Leads limit 1.5                             | SYNTAX_ERROR  | 30 | 1.5      | whole number
            select City from Leads limit 1, 2 offset 3                   | SYNTAX_ERROR  | 42 | 3        | twice
            select (select 1) from Leads                                 | SYNTAX_ERROR  | 8  | (        | not expected
            select City from Leads limit 0                               | LIMIT_EXCEEDED| 30 | 0        | 2,000
            select City from Leads limit 2001                            | LIMIT_EXCEEDED| 30 | 2001     | 2,000
            select City from Leads offset 100001                         | LIMIT_EXCEEDED| 31 | 100001   | 100,000
            select City from Leads offset 99999999999999999999           | LIMIT_EXCEEDED| 31 | 99999999999999999999 | 100,000
            select Nothing from Leads                                    | INVALID_QUERY | 8  | Nothing  | no such field
            select City, City from Leads                                 | INVALID_QUERY | 14 | City     | alias
            select City a, Amount a from Leads                           | INVALID_QUERY | 16 | Amount   | alias
            select sum(City) from Leads                                  | INVALID_QUERY | 8  | sum      | number fields
            select max(City) from Leads                                  | INVALID_QUERY | 8  | max      | least
            select City, count(id) from Leads                            | INVALID_QUERY | 8  | City     | GROUP BY
            select count(id) from Leads order by City                    | INVALID_QUERY | 38 | City     | GROUP BY
            select count(id) from Leads having City = 'x'                | INVALID_QUERY | 41 | =        | GROUP BY
            select City from Leads where count(id) > 1                   | INVALID_QUERY | 40 | >        | HAVING
            select City from Leads order by Choices                      | INVALID_QUERY | 33 | Choices  | ordered
            select count(id) from Leads group by Choices                 | INVALID_QUERY | 38 | Choices  | grouped
            select City from Leads where City > 'x'                      | INVALID_QUERY | 35 | >        | does not fit
            select City from Leads where Amount like '1%'                | INVALID_QUERY | 37 | like     | does not fit
            select City from Leads where Amount = 'x'                    | INVALID_QUERY | 37 | =        | number
            select City from Leads where Closing_Date = 'x'              | INVALID_QUERY | 43 | =        | 2026-12-31
            select City from Leads where City = ${TODAY}                 | INVALID_QUERY | 35 | =        | Relative dates
            select City from Leads where Amount = ${NEVER}               | INVALID_QUERY | 39 |          | no such value
            select City from Leads where City = ''                       | INVALID_QUERY | 35 | =        | IS NULL
            """, quoteCharacter = '`')
    void saysWhatIsWrongWhereAndWhatToDo(String text, ErrorCode code, int column, String near, String message) {
        PlatformException problem = catchThrowableOfType(PlatformException.class, () -> query(text));

        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.getMessage()).contains(message);
        assertThat(problem.details()).containsEntry("line", 1).containsEntry("column", column);
        if (near != null) {
            assertThat(problem.details()).containsEntry("near", near);
        }
    }

    @Test
    void holdsItsLimits() {
        assertThat(query("select " + aliases(50) + " from Leads").columns()).hasSize(51);
        assertThatThrownBy(() -> query("select " + aliases(51) + " from Leads")).hasMessageContaining("50 columns");
        assertThat(query("select City from Leads where " + comparisons(50))).isNotNull();
        assertThatThrownBy(() -> query("select City from Leads where " + comparisons(51)))
                .hasMessageContaining("50 comparisons");
        assertThat(query("select City from Leads where Amount in (" + values(100) + ")"))
                .isNotNull();
        assertThatThrownBy(() -> query("select City from Leads where Amount in (" + values(101) + ")"))
                .hasMessageContaining("100 values");
        assertThat(query("select City from Leads order by " + fields(10)).orderBy())
                .hasSize(10);
        assertThatThrownBy(() -> query("select City from Leads order by " + fields(11)))
                .hasMessageContaining("10 fields");
        assertThat(query("select count(id) from Leads group by " + fields(10)).groupBy())
                .hasSize(10);
        assertThatThrownBy(() -> query("select count(id) from Leads group by " + fields(11)))
                .hasMessageContaining("10 fields");
        String deep = "City = 'a'";
        assertThat(query("select City from Leads where " + "(".repeat(50) + deep + ")".repeat(50)))
                .isNotNull();
        assertThatThrownBy(() -> query("select City from Leads where " + "(".repeat(51) + deep + ")".repeat(51)))
                .hasMessageContaining("50 levels");
        assertThatThrownBy(() -> query("select City from Leads where " + "not ".repeat(2_000) + deep))
                .hasMessageContaining("50 levels");
        String filled = "select City from Leads where City = '%s'";
        int room = CoqlQuery.MAX_LENGTH - filled.length() + 2;
        assertThat(query(filled.formatted("x".repeat(room)))).isNotNull();
        assertThatThrownBy(() -> query(filled.formatted("x".repeat(room + 1)))).hasMessageContaining("10,000");
    }

    private static String aliases(int count) {
        return IntStream.range(0, count).mapToObj(i -> "City c" + i).collect(Collectors.joining(", "));
    }

    private static String comparisons(int count) {
        return IntStream.range(0, count).mapToObj(i -> "Amount = " + i).collect(Collectors.joining(" or "));
    }

    private static String values(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).collect(Collectors.joining(","));
    }

    private static String fields(int count) {
        return IntStream.range(0, count).mapToObj(_ -> "City").collect(Collectors.joining(", "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "\u0000", "select \uD800 from Leads", "select City from Leads where City = '\u0000'"})
    void refusesWhatCannotBe(String text) {
        assertThatThrownBy(() -> query(text)).isInstanceOf(PlatformException.class);
    }

    @Test
    void failsOnNothingButWithAKnownProblem() {
        Random random = new Random(20_261_123);
        List<String> pieces = List.of(
                "select ",
                "City",
                "Amount",
                " from Leads ",
                " where ",
                " and ",
                " or ",
                " not ",
                "(",
                ")",
                ",",
                "=",
                "<>",
                "'a'",
                "1",
                " in ",
                " like ",
                " between ",
                " is null",
                " group by ",
                " order by ",
                " limit 1",
                "count(id)",
                "sum(Amount)",
                " having ",
                " as x",
                "${TODAY}",
                "${CURRENTUSER}",
                "Owner",
                ".",
                "*",
                ";",
                "'",
                "\\",
                "-",
                "é",
                "Closing_Date");
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "select City from Leads where " : "select ");
            for (int n = 1 + random.nextInt(12); n > 0; n--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            try {
                query(text.toString());
            } catch (PlatformException e) {
                assertThat(e.code())
                        .as(text.toString())
                        .isIn(ErrorCode.SYNTAX_ERROR, ErrorCode.INVALID_QUERY, ErrorCode.LIMIT_EXCEEDED);
            }
        }
    }
}
