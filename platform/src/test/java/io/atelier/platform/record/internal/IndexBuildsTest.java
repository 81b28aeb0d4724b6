package io.atelier.platform.record.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.Operator;
import io.atelier.platform.metadata.IndexDef;
import io.atelier.platform.metadata.IndexDef.Key;
import io.atelier.platform.metadata.IndexDef.Use;
import io.atelier.platform.metadata.IndexService;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.internal.IndexExecutor;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.record.AdviserIndex;
import io.atelier.platform.record.AdviserIndex.State;
import io.atelier.platform.record.AdviserLimits;
import io.atelier.platform.record.IndexAdviserService;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;

/** What the adviser builds by itself, and what becomes of builds that fail or must wait. */
@PlatformTest
class IndexBuildsTest {
    private static final AdviserLimits THREE = new AdviserLimits(0, 1, Duration.ZERO, 3);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    private Given given;

    @Autowired
    private RecordService records;

    @Autowired
    private MetadataService metadata;

    @Autowired
    private IndexService indexes;

    @Autowired
    private IndexExecutor executor;

    @Autowired
    private IndexAdviserService service;

    @Autowired
    private IndexAdviser adviser;

    @Autowired
    private IndexJob job;

    @Autowired
    private AdviserIndexStore store;

    @Autowired
    private QueryUse use;

    @Autowired
    private OrgJdbc sql;

    @Autowired
    private InstantSource clock;

    private Actor admin;

    @BeforeEach
    void start() {
        admin = given.administrator();
    }

    @Test
    void aRoundBuildsAtMostThree() {
        for (String field : List.of("City", "State", "Company", "Last_Name", "Country")) {
            records.count(admin, "Leads", Criteria.compare(field, Operator.EQUALS, "x"), 10);
        }
        use.flush();
        assertThat(adviser.proposals(admin.org(), THREE)).hasSize(5);

        adviser.round(admin.org(), new AdviserLimits(0, 1, Duration.ZERO, 0), clock.instant());
        assertThat(store.all(admin.org())).isEmpty();

        adviser.round(admin.org(), THREE, clock.instant());
        assertThat(store.all(admin.org())).hasSize(3);
        awaitReady(3);

        adviser.round(admin.org(), THREE, clock.instant());
        awaitReady(5);
        assertThat(indexes.stored(admin.org())).hasSize(5).allMatch(IndexService.Stored::valid);
    }

    private void awaitReady(int count) {
        await().atMost(PATIENCE)
                .until(() -> service.indexes(admin).stream()
                                .filter(index -> index.state() == State.READY)
                                .count()
                        == count);
    }

    @Test
    void withTheSwitchOffThereAreOnlyProposals() {
        records.count(admin, "Leads", Criteria.compare("City", Operator.EQUALS, "x"), 10);
        use.flush();
        service.setAutomatic(admin, false);

        adviser.round(admin.org(), THREE, clock.instant());

        assertThat(store.all(admin.org())).isEmpty();
        assertThat(adviser.proposals(admin.org(), THREE)).hasSize(1);

        service.setAutomatic(admin, true);
        adviser.round(admin.org(), THREE, clock.instant());
        assertThat(store.all(admin.org())).hasSize(1);
    }

    @Test
    void withTheSwitchOffAnIndexOutOfUseStays() {
        long number = service.build(admin, "Leads", city());
        awaitReady(1);
        service.setAutomatic(admin, false);

        adviser.round(admin.org(), THREE, clock.instant().plus(Duration.ofDays(AdviserLimits.UNUSED_DAYS + 1L)));

        assertThat(service.indexes(admin))
                .extracting(AdviserIndex::number, AdviserIndex::state)
                .containsExactly(tuple(number, State.READY));
    }

    @Test
    void afterThreeFailuresABuildIsGivenUpAndNotTriedAgain() {
        given.record(admin, "Leads", Map.of("Last_Name", "L", "Company", "C"));
        // No page of an index holds so long a text, which came in when the field was longer.
        sql.sql(admin.org(), """
                        update {s}."Leads" set "City" =
                            (select string_agg(md5(n::text), '') from generate_series(1, 500) n)""").update();
        long number = store.wish(admin.org(), leads().id(), city());
        IndexJob.Data data = new IndexJob.Data(admin.org().value(), number);

        for (int attempt = 1; attempt < IndexJob.MAX_BUILDS; attempt++) {
            assertThatThrownBy(() -> job.run(data)).isInstanceOf(DataAccessException.class);
            assertThat(state(number)).isEqualTo(State.BUILDING);
        }
        job.run(data);
        assertThat(service.indexes(admin)).singleElement().satisfies(index -> {
            assertThat(index.state()).isEqualTo(State.FAILED);
            assertThat(index.problem()).contains("could not build it").doesNotContain("Leads");
        });
        assertThat(indexes.stored(admin.org())).isEmpty();

        sql.sql(admin.org(), "update {s}.\"Leads\" set \"City\" = 'Rome'").update();
        records.count(admin, "Leads", Criteria.compare("City", Operator.EQUALS, "x"), 10);
        use.flush();
        job.run(data);
        adviser.round(admin.org(), THREE, clock.instant());
        assertThat(store.all(admin.org())).hasSize(1);
        assertThat(state(number)).isEqualTo(State.FAILED);
        assertThat(indexes.stored(admin.org())).isEmpty();

        assertThat(service.build(admin, "Leads", city()))
                .as("a person may ask for it again")
                .isEqualTo(number);
        awaitReady(1);
    }

    @Test
    void whileAnotherBuildIsUnderWayABuildWaitsAndDoesNotFail() {
        long number = store.wish(admin.org(), leads().id(), city());
        IndexJob.Data data = new IndexJob.Data(admin.org().value(), number);

        boolean had = executor.alone(admin.org(), _ -> {
            job.run(data);
            assertThat(state(number)).isEqualTo(State.BUILDING);
            assertThat(indexes.stored(admin.org())).isEmpty();
        });

        assertThat(had).isTrue();
        awaitReady(1);
        assertThat(service.indexes(admin).getFirst().problem()).isEmpty();
    }

    private IndexDef city() {
        return new IndexDef(List.of(new Key(leads().field("City").id(), Use.FOLDED)));
    }

    private ModuleDef leads() {
        return metadata.model(admin.org()).module("Leads");
    }

    private State state(long number) {
        return store.find(admin.org(), number).orElseThrow().state();
    }
}
