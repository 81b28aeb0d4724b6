package io.atelier.bench.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LeadsTest {
    @Test
    void theSameNumberMakesTheSameLead() {
        assertThat(Leads.values(42)).isEqualTo(Leads.values(42)).isNotEqualTo(Leads.values(43));
        assertThat(Leads.values(42)).hasSize(22).doesNotContainValue("");
    }

    @Test
    void fewCitiesHaveMostLeadsAndOneOwnerHasOneInAHundred() {
        long inTheFirst = LongStream.range(0, 10_000)
                .filter(i -> Leads.CITIES.indexOf(Leads.values(i).get("City")) < Leads.CITIES.size() / 4)
                .count();
        long rare = LongStream.range(0, 100_000)
                .filter(i -> Leads.owner(i, 30) == Leads.RARE_OWNER)
                .count();

        assertThat(inTheFirst).isBetween(6_000L, 6_600L);
        assertThat(rare).isBetween(900L, 1_100L);
    }

    @Test
    void idsGrowWithTheTimeOfMaking() {
        assertThat(LongStream.range(0, 1_000).map(Stock::id).toArray())
                .isSorted()
                .doesNotHaveDuplicates();
    }
}
