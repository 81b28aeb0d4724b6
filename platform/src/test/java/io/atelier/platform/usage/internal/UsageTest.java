package io.atelier.platform.usage.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Notices;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import io.atelier.platform.usage.ApiCaller;
import io.atelier.platform.usage.ApiUsageService;
import io.atelier.platform.usage.UsageLine;
import io.atelier.platform.usage.UsagePeriod;
import io.atelier.platform.usage.UsageReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@PlatformTest
class UsageTest {
    private static final String LIST = "GET /crm/v8/{module}";
    private static final String MAKE = "POST /crm/v8/{module}";

    @Autowired
    private Given given;

    @Autowired
    private UsageStore store;

    @Autowired
    private Notices notices;

    @Autowired
    private ApiUsageService service;

    @Autowired
    private InstantSource clock;

    private Actor admin;
    private ApiCaller shop;
    private ApiCaller console;

    @BeforeEach
    void anOrganization() {
        admin = given.administrator();
        shop = new ApiCaller(admin.org(), "1000.SHOP");
        console = new ApiCaller(admin.org(), "console");
    }

    /** Another node, whose clock may be elsewhere. */
    private UsageCounter node(Instant now) {
        return new UsageCounter(store, notices, InstantSource.fixed(now));
    }

    @Test
    void countsOfTwoNodesAreAddedUp() {
        Instant now = clock.instant();
        UsageCounter one = node(now);
        UsageCounter two = node(now);
        one.count(shop, LIST, 200, 1, 3_000);
        one.count(shop, LIST, 404, 1, 60_000);
        two.count(shop, LIST, 500, 1, 6_000);
        two.count(shop, MAKE, 201, 10, 20_000);
        two.count(console, LIST, 200, 1, 1_000);
        one.flush();
        two.flush();
        two.flush(); // nothing twice

        UsageReport report = service.report(admin, UsagePeriod.DAY, ZoneOffset.UTC);

        assertThat(report.clients()).extracting(UsageLine::key).containsExactly("1000.SHOP", "console");
        UsageLine ofShop = report.clients().getFirst();
        assertThat(ofShop.calls()).isEqualTo(4);
        assertThat(ofShop.refused()).isEqualTo(1);
        assertThat(ofShop.failed()).isEqualTo(1);
        assertThat(ofShop.credits()).isEqualTo(13);
        assertThat(ofShop.latency().worst()).isEqualTo(Duration.ofMillis(60));
        assertThat(ofShop.latency().total()).isEqualTo(Duration.ofMillis(89));
        assertThat(report.routes()).extracting(UsageLine::key).containsExactly(LIST, MAKE);
        assertThat(report.calls()).isEqualTo(5);
        assertThat(report.errors()).isEqualTo(2);
        assertThat(report.credits()).isEqualTo(14);
    }

    @Test
    void callsAtTheSameTimeAreAllCounted() throws Exception {
        UsageCounter counter = node(clock.instant());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(IntStream.range(0, 10)
                    .mapToObj(_ -> Executors.callable(() -> {
                        for (int i = 0; i < 100; i++) {
                            counter.count(shop, LIST, 200, 1, 1_000);
                            if (i % 25 == 0) {
                                counter.flush();
                            }
                        }
                    }))
                    .toList())) {
                done.get();
            }
        }
        counter.flush();

        assertThat(service.report(admin, UsagePeriod.HOUR, ZoneOffset.UTC).calls())
                .isEqualTo(1_000);
    }

    @Test
    void aReportShowsItsPeriodStepByStep() {
        Instant now = clock.instant();
        call(now.minus(Duration.ofMinutes(30)));
        call(now.minus(Duration.ofHours(5)));
        call(now.minus(Duration.ofDays(7)));
        call(now.minus(Duration.ofDays(40)));

        assertThat(calls(UsagePeriod.HOUR)).hasSize(60).containsOnly(0L, 1L);
        assertThat(calls(UsagePeriod.HOUR).stream().mapToLong(Long::longValue).sum())
                .isEqualTo(1);
        assertThat(calls(UsagePeriod.DAY)).hasSize(24);
        assertThat(calls(UsagePeriod.DAY).stream().mapToLong(Long::longValue).sum())
                .isEqualTo(2);
        assertThat(calls(UsagePeriod.MONTH)).hasSize(30);
        assertThat(calls(UsagePeriod.MONTH).get(22)).isEqualTo(1);
        assertThat(calls(UsagePeriod.MONTH).stream().mapToLong(Long::longValue).sum())
                .isEqualTo(3);
    }

    private void call(Instant at) {
        UsageCounter node = node(at);
        node.count(shop, LIST, 200, 1, 1_000);
        node.flush();
    }

    private List<Long> calls(UsagePeriod period) {
        return service.report(admin, period, ZoneOffset.UTC).steps().stream()
                .map(UsageReport.Step::calls)
                .toList();
    }

    @Test
    void oldCountsBecomeOneRowADayAndThenGo() {
        Instant today = clock.instant().truncatedTo(ChronoUnit.DAYS);
        Instant old = today.minus(Duration.ofDays(50));
        call(old);
        call(old.plus(Duration.ofHours(3)));
        call(old.plus(Duration.ofHours(23)));
        call(today.minus(Duration.ofDays(20)));
        call(today.minus(Duration.ofDays(500)));

        store.thin(today.minus(ApiUsageService.BY_MINUTE), today.minus(ApiUsageService.KEPT));
        store.thin(today.minus(ApiUsageService.BY_MINUTE), today.minus(ApiUsageService.KEPT));

        List<Instant> days =
                List.of(today.minus(Duration.ofDays(600)), old, old.plusSeconds(60), today.minus(Duration.ofDays(20)));
        assertThat(store.steps(admin.org(), days))
                .extracting(UsageReport.Step::calls)
                .containsExactly(0L, 3L, 0L, 1L);
        UsageLine line = store.lines(admin.org(), UsageStore.By.CLIENT, days.getFirst(), 10)
                .getFirst();
        assertThat(line.calls()).isEqualTo(4);
        assertThat(line.latency().counts().getFirst()).isEqualTo(4);
    }

    @Test
    void organizationsDoNotSeeEachOther() {
        call(clock.instant());

        UsageReport report = service.report(given.administrator(), UsagePeriod.MONTH, ZoneOffset.UTC);

        assertThat(report.clients()).isEmpty();
        assertThat(report.routes()).isEmpty();
        assertThat(report.steps()).extracting(UsageReport.Step::calls).containsOnly(0L);
    }

    @Test
    void isForWhoManagesPrograms() {
        Actor person = given.person(admin, new Permissions(false, Set.of(Permission.API_ACCESS), Map.of()));

        assertThatThrownBy(() -> service.report(person, UsagePeriod.DAY, ZoneOffset.UTC))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_PERMISSION));
    }
}
