package io.atelier.platform.record.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.atelier.platform.access.SetupService;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.CriteriaParser;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.IndexService;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.record.AdviserIndex;
import io.atelier.platform.record.AdviserLimits;
import io.atelier.platform.record.AggregateQuery;
import io.atelier.platform.record.IndexAdviserService;
import io.atelier.platform.record.IndexProposal;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.TypeChange;
import io.atelier.platform.record.TypeChangeService;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What is counted of queries, and what becomes of it when the fields change. */
@PlatformTest
class QueryUseTest {
    private static final AdviserLimits ANY = new AdviserLimits(0, 1, Duration.ZERO, 3);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    private Given given;

    @Autowired
    private RecordService records;

    @Autowired
    private MetadataService metadata;

    @Autowired
    private SetupService setup;

    @Autowired
    private TypeChangeService types;

    @Autowired
    private IndexAdviserService service;

    @Autowired
    private IndexService indexes;

    @Autowired
    private IndexAdviser adviser;

    @Autowired
    private QueryUse use;

    @Autowired
    private OrgJdbc sql;

    private Actor admin;

    @BeforeEach
    void start() {
        admin = given.administrator();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            (City:equals:Rome)                                                ; ~City
            (Annual_Revenue:equals:1)                                         ; =Annual_Revenue
            ((Annual_Revenue:greater_than:1)and(City:in:Rome))                ; ~City /Annual_Revenue
            (City:in:Rome,Oslo)                                               ; /City
            (Created_Time:equals:${TODAY})                                    ; /Created_Time
            ((City:equals:Rome)or(City:equals:Oslo))                          ; ''
            (City:contains:Rome)                                              ; ''
            (City:equals:${field:State})                                      ; ''
            (Owner.email:equals:a@example.org)                                ; ''
            (id:equals:1)                                                     ; ''
            """)
    void listsCountsFiguresAndQueriesAreCountedAlike(String criteria, String expected) {
        Criteria where = CriteriaParser.parse(criteria);

        records.count(admin, "Leads", where, 10);
        assertThat(counted()).isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));

        records.aggregate(
                admin,
                new AggregateQuery(
                        "Leads", Optional.of("State"), AggregateQuery.Measure.COUNT, Optional.empty(), where, 10));
        assertThat(counted()).isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));

        records.query(admin, RecordQuery.of("Leads", List.of(), 10).where(where));
        assertThat(counted()).containsExactly((expected + " >Created_Time").strip());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            select id from Leads where City = 'Rome'                                             ; ~City
            select id from Leads where City = 'Rome' order by Annual_Revenue desc, State         ; ~City >Annual_Revenue
            select id from Leads where Annual_Revenue between 1 and 2 order by Last_Name         ; /Annual_Revenue <Last_Name
            select count(id) from Leads where City = 'Rome' and State != 'x'                     ; ~City
            select City, count(id) from Leads where Annual_Revenue = 1 group by City order by City ; =Annual_Revenue
            select id from Leads where not City = 'Rome'                                         ; ''
            select id from Leads order by Owner.email                                            ; ''
            """)
    void queriesAreCountedByTheirConditionsAndFirstOrder(String query, String expected) {
        records.coql(admin, query);

        assertThat(counted()).isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
    }

    @Test
    void searchAndTheRecycleBinAreNotCounted() {
        RecordQuery query = RecordQuery.of("Leads", List.of(), 10).where(CriteriaParser.parse("(City:equals:Rome)"));

        records.query(admin, query.search("x"));
        records.count(admin, query.search("x"), 10);
        records.query(admin, query.in(RecordQuery.Bin.RECYCLED));
        records.count(admin, query.in(RecordQuery.Bin.RECYCLED), 10);

        assertThat(counted()).isEmpty();
    }

    @Test
    void ofARetiredFieldNothingIsProposedAndItsIndexIsDropped() {
        cityIsIndexed();
        assertThat(proposedFields()).contains("Annual_Revenue");

        setup.apply(
                admin,
                setup.plan(
                        admin,
                        List.of(
                                new SchemaChange.RetireField("Leads", "City"),
                                new SchemaChange.RetireField("Leads", "Annual_Revenue"))));

        await().atMost(PATIENCE).until(() -> indexes.stored(admin.org()).isEmpty());
        await().atMost(PATIENCE).until(() -> service.indexes(admin).isEmpty());
        assertThat(adviser.proposals(admin.org(), ANY)).isEmpty();
    }

    @Test
    void ofAFieldOfAnotherTypeNothingIsProposedAndItsIndexIsDropped() {
        cityIsIndexed();

        change("City", FieldType.INTEGER);
        change("Annual_Revenue", FieldType.TEXT);

        await().atMost(PATIENCE).until(() -> indexes.stored(admin.org()).isEmpty());
        await().atMost(PATIENCE).until(() -> service.indexes(admin).isEmpty());
        assertThat(adviser.proposals(admin.org(), ANY)).isEmpty();
    }

    private void change(String name, FieldType type) {
        FieldDef wish = leads().field(name).withType(type, FieldProperties.defaults(type));
        types.start(admin, "Leads", wish, TypeChange.Unfit.EMPTY);
        await().atMost(PATIENCE).until(() -> leads().field(name).type() == type);
    }

    /** Leaves counts of two fields behind, and an index of one of them. */
    private void cityIsIndexed() {
        records.count(admin, "Leads", CriteriaParser.parse("(City:equals:Rome)"), 10);
        use.flush();
        IndexProposal proposal = adviser.proposals(admin.org(), ANY).getFirst();
        service.build(admin, "Leads", proposal.index());
        await().atMost(PATIENCE).until(() -> service.indexes(admin).getFirst().state() == AdviserIndex.State.READY);
        assertThat(indexes.stored(admin.org())).hasSize(1);
        records.count(admin, "Leads", CriteriaParser.parse("(Annual_Revenue:equals:1)"), 10);
        use.flush();
    }

    private String proposedFields() {
        return adviser.proposals(admin.org(), ANY).stream()
                .map(IndexProposal::description)
                .toList()
                .toString();
    }

    /** Returns the shapes counted since the last time, with API names for ids. */
    private List<String> counted() {
        use.flush();
        List<String> shapes = sql.sql(
                        admin.org(), "select shape from {s}.sys_query_use where module_id = ? order by shape")
                .param(leads().id())
                .query(String.class)
                .list();
        sql.sql(admin.org(), "delete from {s}.sys_query_use").update();
        return shapes.stream().map(this::named).toList();
    }

    private String named(String shape) {
        return Arrays.stream(shape.split(" ", -1))
                .map(part -> part.charAt(0) + name(Long.parseLong(part.substring(1))))
                .collect(Collectors.joining(" "));
    }

    private String name(long fieldId) {
        return leads().allFields().stream()
                .filter(field -> field.id() == fieldId)
                .findFirst()
                .orElseThrow()
                .apiName();
    }

    private ModuleDef leads() {
        return metadata.model(admin.org()).module("Leads");
    }
}
