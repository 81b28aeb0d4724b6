package io.atelier.platform.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.platform.common.PlatformException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class ApiPageTest {
    @ParameterizedTest
    @CsvSource({"1, 200, 200", "2, 200, 200", "3, 200, 1", "4, 200, 0", "401, 1, 1", "402, 1, 0", "1000000, 200, 0"})
    void showsItsPartOfAll(String number, String size, int shown) {
        List<Integer> all = IntStream.rangeClosed(1, 401).boxed().toList();

        ApiPage page = ApiPage.of(request(number, size));

        assertThat(page.of(all)).hasSize(shown);
        assertThat(page.skipped()).isEqualTo((Integer.parseInt(number) - 1) * Integer.parseInt(size));
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "1, 201", "0, 200", "-1, 200", "1000001, 200", "x, 200", "1, 1e2"})
    void whatIsNoPageIsRefused(String number, String size) {
        assertThatThrownBy(() -> ApiPage.of(request(number, size))).isInstanceOf(PlatformException.class);
    }

    @Test
    void knowsHowFarNumbersLead() {
        assertThat(ApiPage.of(request("10", "200"), 2_000).number()).isEqualTo(10);
        assertThatThrownBy(() -> ApiPage.of(request("11", "200"), 2_000)).isInstanceOf(PlatformException.class);
    }

    private static MockHttpServletRequest request(String number, String size) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addParameter("page", number);
        request.addParameter("per_page", size);
        return request;
    }
}
