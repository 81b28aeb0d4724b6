package io.atelier.platform.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.platform.access.Permissions;
import io.atelier.platform.analytics.ComponentDef.Kind;
import io.atelier.platform.analytics.ComponentDef.Place;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Label;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.AggregateQuery.Measure;
import io.atelier.platform.record.AggregateRow;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@PlatformTest
class DashboardServiceTest {
    @Autowired
    private Given given;

    @Autowired
    private DashboardService dashboards;

    @Autowired
    private RecordService records;

    private Actor admin;

    @BeforeEach
    void organization() {
        admin = given.administrator();
    }

    @Test
    void theRowsBehindAFigureSumToIt() {
        deal("Qualification", 10);
        deal("Qualification", 32);
        deal("Closed Won", 5);
        Map<String, Object> empty = new HashMap<>(Map.of("Deal_Name", "E", "Stage", "Closed Won"));
        empty.put("Closing_Date", "2026-12-31");
        given.record(admin, "Deals", empty);
        ComponentDef component = component("Stage");

        List<AggregateRow> figures = dashboards.figures(admin, component);

        assertThat(figures).hasSize(2);
        for (AggregateRow figure : figures) {
            BigDecimal sum = records
                    .query(
                            admin,
                            RecordQuery.of("Deals", List.of("Amount"), 100).where(dashboards.behind(component, figure)))
                    .records()
                    .stream()
                    .map(record -> record.value("Amount") instanceof FieldValue.Number(BigDecimal number)
                            ? number
                            : BigDecimal.ZERO)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(sum).isEqualByComparingTo(figure.value());
        }
    }

    @Test
    void savesVersionsAndRefusesAStaleOne() {
        Dashboard first = dashboards.save(admin, new Dashboard(0, "Sales", 0, List.of(component("Stage"))));
        Dashboard second = dashboards.save(admin, first.withComponents(List.of()));

        assertThat(second.version()).isEqualTo(2);
        assertThatThrownBy(() -> dashboards.save(admin, first))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RECORD_MODIFIED));
        assertThat(dashboards.get(admin, first.id())).isEqualTo(second);
    }

    @Test
    void refusesAComponentThatCannotBeFigured() {
        assertThatThrownBy(() -> dashboards.save(admin, new Dashboard(0, "D", 0, List.of(component("No_Such")))))
                .isInstanceOf(ViolationsException.class);
        assertThat(dashboards.all(admin)).isEmpty();
    }

    @Test
    void onlyAnAdministratorShapes() {
        Actor member = given.person(admin, new Permissions(false, Map.of()));

        assertThatThrownBy(() -> dashboards.save(member, new Dashboard(0, "D", 0, List.of())))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_PERMISSION));
    }

    private void deal(String stage, int amount) {
        given.record(
                admin,
                "Deals",
                Map.of("Deal_Name", "D", "Stage", stage, "Amount", amount, "Closing_Date", "2026-12-31"));
    }

    private static ComponentDef component(String groupBy) {
        return new ComponentDef(
                "a",
                Label.of("By stage"),
                Kind.BAR,
                "Deals",
                groupBy,
                Measure.SUM,
                "Amount",
                "",
                new Place(0, 0, 6, 4));
    }
}
