package io.atelier.platform.record.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.atelier.platform.access.Permissions;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.Operator;
import io.atelier.platform.metadata.IndexDef;
import io.atelier.platform.metadata.IndexDef.Key;
import io.atelier.platform.metadata.IndexDef.Use;
import io.atelier.platform.metadata.IndexService;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.record.AdviserIndex;
import io.atelier.platform.record.AdviserLimits;
import io.atelier.platform.record.IndexAdviserService;
import io.atelier.platform.record.IndexProposal;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;

@PlatformTest
class IndexAdviserTest {
    private static final AdviserLimits LOW = new AdviserLimits(1_000, 2, Duration.ZERO, 3);

    @Autowired
    private Given given;

    @Autowired
    private RecordService records;

    @Autowired
    private MetadataService metadata;

    @Autowired
    private IndexService indexes;

    @Autowired
    private IndexAdviserService service;

    @Autowired
    private IndexAdviser adviser;

    @Autowired
    private AdviserIndexStore store;

    @Autowired
    private QueryUse use;

    @Autowired
    private QueryUseStore uses;

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
    void anIndexOfRealQueriesIsProposedAndBuiltAndServesThem() {
        manyLeads();
        query();
        query();
        use.flush();

        IndexProposal proposal = adviser.proposals(admin.org(), LOW).getFirst();
        assertThat(proposal.module()).isEqualTo("Leads");
        assertThat(proposal.description())
                .isEqualTo("(lower(\"City\"), \"Created_Time\" desc, \"id\" desc) where \"sys_deleted_time\" is null");
        assertThat(proposal.queriesADay()).isEqualTo(2);

        long number = service.build(admin, "Leads", proposal.index());
        awaitState(number, AdviserIndex.State.READY);

        assertThat(plan()).contains("adviser_" + number);
        assertThat(adviser.proposals(admin.org(), LOW)).isEmpty();
    }

    @Test
    void fewerRowsOrQueriesThanTheLimitAreNotWorthIt() {
        manyLeads();
        query();
        query();
        use.flush();
        long rows = indexes.rows(admin.org(), leads());

        assertThat(adviser.proposals(admin.org(), new AdviserLimits(rows, 2, Duration.ZERO, 3)))
                .hasSize(1);
        assertThat(adviser.proposals(admin.org(), new AdviserLimits(rows + 1, 2, Duration.ZERO, 3)))
                .isEmpty();
        assertThat(adviser.proposals(admin.org(), new AdviserLimits(rows, 3, Duration.ZERO, 3)))
                .isEmpty();
        assertThat(adviser.proposals(admin.org(), new AdviserLimits(rows, 2, Duration.ofHours(1), 3)))
                .isEmpty();
    }

    @Test
    void whatServedNothingForThirtyDaysIsDroppedAndNotBuiltAgain() {
        manyLeads();
        query();
        query();
        use.flush();
        adviser.round(admin.org(), LOW, clock.instant());
        long number = service.indexes(admin).getFirst().number();
        awaitState(number, AdviserIndex.State.READY);

        adviser.round(admin.org(), LOW, clock.instant().plus(Duration.ofDays(29)));
        assertThat(state(number)).isEqualTo(AdviserIndex.State.READY);

        adviser.round(admin.org(), LOW, clock.instant().plus(Duration.ofDays(31)));
        awaitState(number, AdviserIndex.State.DROPPED);
        assertThat(indexes.stored(admin.org())).isEmpty();

        adviser.round(admin.org(), LOW, clock.instant());
        assertThat(service.indexes(admin)).isEmpty();
    }

    @Test
    void anInvalidIndexIsReplacedByAGoodOne() {
        long number = 999;
        twoLeadsOfOneCity();
        assertThatThrownBy(() -> sql.sql(
                                admin.org(),
                                "create unique index concurrently adviser_999 on {s}.\"Leads\" (lower(\"City\"))")
                        .update())
                .isInstanceOf(DataAccessException.class);
        assertThat(indexes.stored(admin.org())).singleElement().matches(index -> !index.valid());

        assertThat(indexes.build(admin.org(), number, leads(), city())).isTrue();

        assertThat(indexes.stored(admin.org()))
                .singleElement()
                .satisfies(index -> assertThat(index.valid()).isTrue());
    }

    @Test
    void othersMayNeitherSeeNorBuild() {
        Actor other = given.person(admin, new Permissions(false, Map.of()));

        assertThatThrownBy(() -> service.proposals(other)).isInstanceOf(PlatformException.class);
        assertThatThrownBy(() -> service.indexes(other)).isInstanceOf(PlatformException.class);
        assertThatThrownBy(() -> service.build(other, "Leads", city())).isInstanceOf(PlatformException.class);
        assertThatThrownBy(() -> service.setAutomatic(other, false)).isInstanceOf(PlatformException.class);
    }

    @Test
    void aModuleHasAtMostTwentyIndexes() {
        List<IndexDef> wished = leads().allFields().stream()
                .filter(field -> IndexDef.canServe(field, Use.ASCENDING))
                .flatMap(field -> List.of(Use.ASCENDING, Use.DESCENDING).stream()
                        .map(direction -> new IndexDef(List.of(new Key(field.id(), direction)))))
                .filter(index -> index.fields(leads()).isPresent())
                .limit(AdviserLimits.MAX_INDEXES + 1L)
                .toList();
        wished.subList(0, AdviserLimits.MAX_INDEXES).forEach(index -> service.build(admin, "Leads", index));

        assertThatThrownBy(() -> service.build(admin, "Leads", wished.getLast()))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED));
        assertThat(service.build(admin, "Leads", wished.getFirst()))
                .as("one that is there already")
                .isEqualTo(service.indexes(admin).getFirst().number());
    }

    @Test
    void aThousandShapesAreCountedAsTwoHundredAndTheRest() {
        Map<QueryShape, QueryUse.Counted> counted = new LinkedHashMap<>();
        IntStream.range(0, 1_000)
                .forEach(number ->
                        counted.put(QueryShape.parse("=" + (1_000 + number)), new QueryUse.Counted(1, 10, 10)));

        uses.add(admin.org(), leads().id(), counted);
        uses.add(admin.org(), leads().id(), counted);

        assertThat(sql.sql(admin.org(), "select count(*) from {s}.sys_query_use")
                        .query(Integer.class)
                        .single())
                .isEqualTo(QueryUse.MAX_SHAPES + 1);
        assertThat(sql.sql(admin.org(), "select sum(queries) from {s}.sys_query_use")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2_000);
    }

    @Test
    void noValueIsWrittenDown() {
        query();
        use.flush();

        assertThat(sql.sql(admin.org(), "select shape from {s}.sys_query_use")
                        .query(String.class)
                        .list())
                .containsExactly("~" + leads().field("City").id() + " >-2");
    }

    private void manyLeads() {
        given.record(admin, "Leads", Map.of("Last_Name", "First", "Company", "Acme", "City", "Rome"));
        String columns = sql.sql(admin.org(), """
                        select string_agg(quote_ident(attname), ',') from pg_attribute
                        where attrelid = '{s}."Leads"'::regclass and attnum > 0 and not attisdropped
                        and attgenerated = '' and attname not in ('id', 'City')""").query(String.class).single();
        sql.sql(
                        admin.org(),
                        "insert into {s}.\"Leads\" (id, \"City\", " + columns + ") select id + n, 'City ' || n, "
                                + columns + " from {s}.\"Leads\", generate_series(1, 5000) n")
                .update();
        sql.sql(admin.org(), "analyze {s}.\"Leads\"").update();
    }

    private void twoLeadsOfOneCity() {
        for (String name : List.of("One", "Two")) {
            given.record(admin, "Leads", Map.of("Last_Name", name, "Company", "Acme", "City", "Rome"));
        }
    }

    private void query() {
        records.query(
                admin,
                RecordQuery.of("Leads", List.of("Last_Name"), 50)
                        .where(Criteria.compare("City", Operator.EQUALS, "Rome")));
    }

    private String plan() {
        return String.join("\n", sql.sql(admin.org(), """
                        explain select id from {s}."Leads" where lower("City") = 'rome' and sys_deleted_time is null
                        order by "Created_Time" desc, id desc limit 51""").query(String.class).list());
    }

    private IndexDef city() {
        return new IndexDef(List.of(new Key(leads().field("City").id(), Use.FOLDED)));
    }

    private ModuleDef leads() {
        return metadata.model(admin.org()).module("Leads");
    }

    private void awaitState(long number, AdviserIndex.State state) {
        await().atMost(Duration.ofSeconds(60)).until(() -> state(number) == state);
    }

    private AdviserIndex.State state(long number) {
        return store.find(admin.org(), number).orElseThrow().state();
    }
}
