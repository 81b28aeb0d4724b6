package io.atelier.platform.usage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallCostsTest {
    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "10, 1", "11, 2", "100, 10", "101, 11"})
    void tenRecordsAreWrittenForACredit(int rows, int credits) {
        assertThat(CallCosts.ofRows(rows)).isEqualTo(credits);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "200, 1", "201, 2", "1000, 2", "1001, 3", "2000, 3"})
    void aQueryCostsWhatItMayBring(int limit, int credits) {
        assertThat(CallCosts.ofCoql(limit)).isEqualTo(credits);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /crm/v8/{module}, 1",
        "GET, /crm/v8/settings/modules, 1",
        "POST, /crm/v8/settings/modules, 500",
        "POST, /crm/{version}/settings/modules, 500",
        "POST, /crm/bulk/v8/write, 500",
        "GET, /crm/bulk/v8/write, 1",
        "POST, /crm/v8/Leads/{id}/actions/convert, 5",
        "POST, '/crm/{version:v8|v2}/{module}/{id:[0-9]+}/actions/convert', 5",
        "POST, /crm/v8/{module}/{id}/actions/clone, 1",
        "BREW, /crm/**, 1"
    })
    void aRouteCostsTheSameInEachVersion(String method, String route, int credits) {
        assertThat(CallCosts.of(method, route)).isEqualTo(credits);
    }
}
