package io.atelier.platform.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.platform.access.Permissions;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.metadata.CurrencyFields;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@PlatformTest
class CurrencyTest {
    @Autowired
    private Given given;

    @Autowired
    private CurrencyService currencies;

    @Autowired
    private MetadataService metadata;

    @Autowired
    private RecordService records;

    private Actor admin;

    @BeforeEach
    void start() {
        admin = given.administrator();
    }

    @Test
    void anOrganizationStartsWithItsHomeCurrencyAlone() {
        assertThat(currencies.currencies(admin)).containsExactly(new CurrencyRate("EUR", BigDecimal.ONE, true, true));
        assertThat(CurrencyFields.isMultiCurrency(metadata.model(admin.org()).module("Deals")))
                .isFalse();
    }

    @Test
    void withASecondOneEveryAmountHasItsCurrencyAndRate() {
        currencies.put(admin, "USD", new BigDecimal("1.25"), true);

        assertThat(CurrencyFields.isMultiCurrency(metadata.model(admin.org()).module("Deals")))
                .isTrue();
        assertThat(metadata.model(admin.org()).module("Contacts").findField("Exchange_Rate"))
                .as("contacts have no amounts")
                .isEmpty();
        assertThat(rate(deal(Map.of("Amount", 10)))).isEqualByComparingTo("1");
        assertThat(rate(deal(Map.of("Amount", 10, "Currency", "USD")))).isEqualByComparingTo("1.25");
        assertThat(rate(deal(Map.of("Amount", 10, "Currency", "USD", "Exchange_Rate", "1.1"))))
                .isEqualByComparingTo("1.1");
    }

    @Test
    void aRecordKeepsItsRate_untilItGetsAnotherCurrency() {
        currencies.put(admin, "USD", new BigDecimal("1.25"), true);
        currencies.put(admin, "GBP", new BigDecimal("0.8"), true);
        long id = deal(Map.of("Amount", 10, "Currency", "USD"));

        currencies.put(admin, "USD", new BigDecimal("1.5"), true);
        update(id, Map.of("Amount", 20));
        assertThat(rate(id)).isEqualByComparingTo("1.25");

        update(id, Map.of("Currency", "GBP"));
        assertThat(rate(id)).isEqualByComparingTo("0.8");
    }

    @Test
    void totalsAreInTheHomeCurrency() {
        currencies.put(admin, "USD", new BigDecimal("1.25"), true);
        deal(Map.of("Amount", 10));
        deal(Map.of("Amount", 25, "Currency", "USD"));

        AggregateRow sum = records.aggregate(
                        admin,
                        new AggregateQuery(
                                "Deals",
                                Optional.empty(),
                                AggregateQuery.Measure.SUM,
                                Optional.of("Amount"),
                                Criteria.everything(),
                                1))
                .getFirst();

        assertThat(sum.value()).isEqualByComparingTo("30");
    }

    @ParameterizedTest
    @CsvSource({"USD, 0", "USD, -1", "USD, 0.0000000001", "USD, 12345678", "XXXX, 1", "dollar, 1", "EUR, 2"})
    void refusesWhatIsNoCurrencyOrNoRate(String iso, BigDecimal rate) {
        assertThatThrownBy(() -> currencies.put(admin, iso, rate, true)).isInstanceOf(PlatformException.class);
    }

    @Test
    void aCurrencyOutOfUseIsKept_butNotChosen() {
        currencies.put(admin, "USD", new BigDecimal("1.25"), true);
        long id = deal(Map.of("Currency", "USD"));
        currencies.put(admin, "USD", new BigDecimal("1.25"), false);

        update(id, Map.of("Amount", 3));
        assertThat(records.get(admin, "Deals", id).value("Currency")).isEqualTo(new FieldValue.Text("USD"));
        assertThat(records.write(
                                admin, WriteRequest.of("Deals", RecordChange.create(values(Map.of("Currency", "USD")))))
                        .rows()
                        .getFirst())
                .isInstanceOf(WriteResult.Rejected.class);
    }

    @Test
    void onlyAdministratorsChangeRates() {
        Actor ann = given.person(admin, new Permissions(false, Map.of()));

        assertThatThrownBy(() -> currencies.put(ann, "USD", BigDecimal.ONE, true))
                .isInstanceOf(PlatformException.class);
    }

    private static Map<String, Object> values(Map<String, ?> values) {
        Map<String, Object> all =
                new HashMap<>(Map.of("Deal_Name", "D", "Stage", "Qualification", "Closing_Date", "2026-12-31"));
        all.putAll(values);
        return all;
    }

    private long deal(Map<String, ?> values) {
        return given.record(admin, "Deals", values(values));
    }

    private void update(long id, Map<String, ?> values) {
        records.write(admin, WriteRequest.of("Deals", RecordChange.update(id, values)))
                .single();
    }

    private BigDecimal rate(long id) {
        return records.get(admin, "Deals", id).value("Exchange_Rate") instanceof FieldValue.Number(BigDecimal rate)
                ? rate
                : BigDecimal.ZERO;
    }
}
