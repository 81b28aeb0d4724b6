package io.atelier.platform.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.org.UserId;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelativeDateTest {
    @ParameterizedTest
    @CsvSource({
        "TODAY, 2026-11-23, 2026-11-24",
        "YESTERDAY, 2026-11-22, 2026-11-23",
        "TOMORROW, 2026-11-24, 2026-11-25",
        "THISWEEK, 2026-11-23, 2026-11-30",
        "LASTWEEK, 2026-11-16, 2026-11-23",
        "NEXTWEEK, 2026-11-30, 2026-12-07",
        "THISMONTH, 2026-11-01, 2026-12-01",
        "LASTMONTH, 2026-10-01, 2026-11-01",
        "NEXTMONTH, 2026-12-01, 2027-01-01",
        "THISQUARTER, 2026-10-01, 2027-01-01",
        "LASTQUARTER, 2026-07-01, 2026-10-01",
        "NEXTQUARTER, 2027-01-01, 2027-04-01",
        "THISYEAR, 2026-01-01, 2027-01-01",
        "LASTYEAR, 2025-01-01, 2026-01-01",
        "NEXTYEAR, 2027-01-01, 2028-01-01",
        "LASTNDAYS:7, 2026-11-17, 2026-11-24",
        "NEXTNDAYS:7, 2026-11-23, 2026-11-30",
        "lastndays:1, 2026-11-23, 2026-11-24",
        "AGEINDAYS:0, 2026-11-23, 2026-11-24",
        "AGEINDAYS:3, 2026-11-20, 2026-11-21",
        "DUEINDAYS:3, 2026-11-26, 2026-11-27"
    })
    void standForDays(String text, LocalDate first, LocalDate behind) {
        RelativeDate date = RelativeDate.find(text).orElseThrow();

        assertThat(date.range(LocalDate.of(2026, 11, 23), DayOfWeek.MONDAY))
                .isEqualTo(new RelativeDate.Range(first, behind));
        assertThat(RelativeDate.find(date.text())).contains(date);
    }

    @Test
    void beginWeeksWhenTold() {
        assertThat(RelativeDate.of(RelativeDate.Kind.THISWEEK).range(LocalDate.of(2026, 11, 23), DayOfWeek.SUNDAY))
                .isEqualTo(new RelativeDate.Range(LocalDate.of(2026, 11, 22), LocalDate.of(2026, 11, 29)));
    }

    /** Half past eleven in the evening in London is tomorrow in Berlin. */
    @Test
    void areOfTheZone() {
        Instant now = Instant.parse("2026-11-23T23:30:00.1234567Z");
        ContextTerm edge = new ContextTerm.Edge(
                RelativeDate.of(RelativeDate.Kind.TODAY), ContextTerm.End.FIRST, ValueType.DATETIME);

        EvaluationContext berlin = new EvaluationContext(now, ZoneId.of("Europe/Berlin"), new UserId(1));
        assertThat(berlin.value(new ContextTerm.Today())).isEqualTo(new FieldValue.Date(LocalDate.of(2026, 11, 24)));
        assertThat(berlin.value(edge)).isEqualTo(new FieldValue.DateTime(Instant.parse("2026-11-23T23:00:00Z")));
        assertThat(berlin.value(new ContextTerm.Now()))
                .isEqualTo(new FieldValue.DateTime(Instant.parse("2026-11-23T23:30:00.123456Z")));
        EvaluationContext london = new EvaluationContext(now, ZoneId.of("Europe/London"), new UserId(1));
        assertThat(london.value(edge)).isEqualTo(new FieldValue.DateTime(Instant.parse("2026-11-23T00:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource({
        "LASTNDAYS",
        "LASTNDAYS:0",
        "LASTNDAYS:10001",
        "LASTNDAYS:-1",
        "TODAY:1",
        "NOWHERE",
        "''",
        "LASTNDAYS:9999999"
    })
    void areNoneOfTheseTexts(String text) {
        assertThat(RelativeDate.find(text)).isEmpty();
    }
}
