package io.atelier.platform.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.SetupService;
import io.atelier.platform.common.Label;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.PicklistValue;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.metadata.SchemaPlan;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.internal.TypeChangeJob;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@PlatformTest
class TypeChangeTest {
    @Autowired
    private Given given;

    @Autowired
    private SetupService setup;

    @Autowired
    private MetadataService metadata;

    @Autowired
    private RecordService records;

    @Autowired
    private TypeChangeService changes;

    @Autowired
    private TypeChangeJob job;

    private Actor admin;

    @BeforeEach
    void start() {
        admin = given.administrator();
    }

    @ParameterizedTest
    @CsvSource({
        "TEXT, 12.50, DOUBLE, 12.5",
        "TEXT, 1 000, INTEGER, 1000",
        "TEXT, Yes, BOOLEAN, true",
        "TEXT, 2026-11-23, DATE, 2026-11-23",
        "TEXT, 2026-11-23T22:30:00-05:00, DATETIME, 2026-11-24T03:30:00Z",
        "TEXT, a@example.org, EMAIL, a@example.org",
        "TEXT, Red, PICKLIST, Red",
        "TEXT, Red;Blue, MULTISELECTPICKLIST, Red;Blue",
        "DOUBLE, 12.5, TEXT, 12.5",
        "DOUBLE, 3, INTEGER, 3",
        "INTEGER, 3, CURRENCY, 3",
        "BOOLEAN, true, TEXT, true",
        "BOOLEAN, true, INTEGER, 1",
        "DATE, 2026-11-23, TEXT, 2026-11-23",
        "DATE, 2026-07-01, DATETIME, 2026-06-30T22:00:00Z",
        "DATETIME, 2026-07-01T22:30:00Z, DATE, 2026-07-02",
        "PICKLIST, Red, TEXT, Red",
        "PICKLIST, Red, MULTISELECTPICKLIST, Red",
        "MULTISELECTPICKLIST, Red;Blue, TEXT, Red;Blue",
    })
    void convertsAsPeopleReadIt(FieldType from, String before, FieldType to, String after) {
        add(field(from));
        long id = lead(Map.of("Thing", before));
        long empty = lead(Map.of());

        TypeChange done = change(field(to), TypeChange.Unfit.REFUSE);

        assertThat(done.state()).isEqualTo(TypeChange.State.FINISHED);
        assertThat(text(id)).isEqualTo(after);
        assertThat(value(empty, "Thing").isNull())
                .as("only a check box is never empty")
                .isEqualTo(from != FieldType.BOOLEAN);
        assertThat(module().field("Thing").type()).isEqualTo(to);
    }

    @Test
    void aPointerBecomesTheNameThatItShows() {
        add(FieldDef.of("Thing", Label.of("Thing"), FieldType.LOOKUP)
                .with(new FieldProperties.Lookup("Accounts", Optional.empty(), "")));
        long account = given.record(admin, "Accounts", Map.of("Account_Name", "Acme"));
        long id = lead(Map.of("Thing", Long.toString(account)));

        change(field(FieldType.TEXT), TypeChange.Unfit.REFUSE);

        assertThat(text(id)).isEqualTo("Acme");
    }

    @Test
    void showsFirstWhatWouldConvertAndWhatNot() {
        add(field(FieldType.TEXT));
        lead(Map.of("Thing", "1"));
        lead(Map.of("Thing", "many"));
        lead(Map.of());

        TypeChange.Preview preview = changes.preview(admin, "Leads", field(FieldType.INTEGER));

        assertThat(preview.fitting()).isEqualTo(1);
        assertThat(preview.unfit()).isEqualTo(1);
        assertThat(preview.empty()).isEqualTo(1);
        assertThat(preview.samples())
                .filteredOn(sample -> !sample.problem().isEmpty())
                .extracting(TypeChange.Sample::before)
                .containsExactly("many");
        assertThat(module().field("Thing").type()).isEqualTo(FieldType.TEXT);
    }

    @Test
    void changesNothingWhereAValueDoesNotFit() {
        add(field(FieldType.TEXT));
        long id = lead(Map.of("Thing", "many"));

        TypeChange done = change(field(FieldType.INTEGER), TypeChange.Unfit.REFUSE);

        assertThat(done.state()).isEqualTo(TypeChange.State.FAILED);
        assertThat(done.problem()).contains(Long.toString(id)).doesNotContain("many");
        assertThat(text(id)).isEqualTo("many");
        assertThat(module().pendingChange("Thing")).isEmpty();
        assertThat(change(field(FieldType.INTEGER), TypeChange.Unfit.EMPTY).state())
                .isEqualTo(TypeChange.State.FINISHED);
    }

    @Test
    void keepsTheOldValuesInARetiredField() {
        add(field(FieldType.TEXT));
        long id = lead(Map.of("Thing", "many"));

        TypeChange done = change(field(FieldType.INTEGER), TypeChange.Unfit.EMPTY);
        apply(new SchemaChange.RestoreField("Leads", "Thing_Before1"));

        assertThat(done.emptied()).isEqualTo(1);
        assertThat(value(id, "Thing")).isEqualTo(FieldValue.NULL);
        assertThat(value(id, "Thing_Before1")).isEqualTo(new FieldValue.Text("many"));
    }

    @Test
    void encryptsAndDecrypts() {
        add(field(FieldType.TEXT));
        long id = lead(Map.of("Thing", "secret"));
        FieldDef plain = field(FieldType.TEXT);

        change(plain.with(plain.options().withEncrypted(true)), TypeChange.Unfit.REFUSE);
        assertThat(module().field("Thing").encrypted()).isTrue();
        assertThat(text(id)).isEqualTo("secret");

        change(plain, TypeChange.Unfit.REFUSE);
        assertThat(text(id)).isEqualTo("secret");
    }

    @Test
    void catchesUpWithWritesUnderWay() throws InterruptedException {
        add(field(FieldType.TEXT));
        List<Long> ids = leads(1_500);
        AtomicBoolean over = new AtomicBoolean();
        AtomicLong written = new AtomicLong();
        Map<Long, Integer> last = new HashMap<>();
        Thread writer = Thread.ofVirtual().start(() -> {
            for (int i = 0; !over.get(); i++) {
                long id = ids.get((i * 37) % ids.size());
                last.put(id, i);
                records.write(admin, WriteRequest.of("Leads", RecordChange.update(id, Map.of("Thing", i))))
                        .single();
                written.incrementAndGet();
            }
        });
        await().until(() -> written.get() > 20);

        TypeChange done = change(field(FieldType.INTEGER), TypeChange.Unfit.REFUSE);
        long during = written.get();
        await().until(() -> written.get() > during + 20);
        over.set(true);
        writer.join();

        assertThat(done.state()).isEqualTo(TypeChange.State.FINISHED);
        last.forEach((id, number) ->
                assertThat(value(id, "Thing")).isEqualTo(new FieldValue.Number(BigDecimal.valueOf(number))));
        for (int i = 0; i < ids.size(); i++) {
            if (!last.containsKey(ids.get(i))) {
                assertThat(text(ids.get(i))).isEqualTo(Integer.toString(i));
            }
        }
    }

    @Test
    void goesOnWhereItStoppedWhenItsJobRunsAgain() {
        add(field(FieldType.TEXT));
        long id = lead(Map.of("Thing", "7"));
        long change = changes.start(admin, "Leads", field(FieldType.INTEGER), TypeChange.Unfit.REFUSE);

        job.run(new TypeChangeJob.Data(admin.org().value(), change));
        job.run(new TypeChangeJob.Data(admin.org().value(), change));

        assertThat(ended(change).state()).isEqualTo(TypeChange.State.FINISHED);
        assertThat(text(id)).isEqualTo("7");
    }

    @Test
    void oneChangeOfAFieldAtATime_andOnlyByAdministrators() {
        add(field(FieldType.TEXT));
        FieldDef wish = field(FieldType.INTEGER);
        apply(new SchemaChange.BeginTypeChange("Leads", wish));

        assertThatThrownBy(() -> changes.start(admin, "Leads", wish, TypeChange.Unfit.EMPTY))
                .isInstanceOf(ViolationsException.class);
        assertThat(setup.plan(admin, List.of(new SchemaChange.RetireField("Leads", "Thing")))
                        .problems())
                .hasSize(1);
        Actor ann = given.person(admin, new Permissions(false, Map.of()));
        assertThatThrownBy(() -> changes.preview(ann, "Leads", wish)).isInstanceOf(PlatformException.class);
    }

    @Test
    void refusesWhatHasNoWay() {
        add(field(FieldType.TEXT));

        for (FieldType type : List.of(FieldType.LOOKUP, FieldType.FORMULA, FieldType.SUBFORM, FieldType.AUTONUMBER)) {
            assertThat(setup.plan(admin, List.of(new SchemaChange.BeginTypeChange("Leads", field(type))))
                            .problems())
                    .isNotEmpty();
        }
        assertThat(setup.plan(
                                admin,
                                List.of(new SchemaChange.BeginTypeChange(
                                        "Leads", FieldDef.of("Last_Name", Label.of("L"), FieldType.INTEGER))))
                        .problems())
                .as("the display field must stay a text")
                .isNotEmpty();
    }

    private static FieldDef field(FieldType type) {
        FieldDef field = FieldDef.of("Thing", Label.of("Thing"), type);
        return type.isPicklist()
                ? field.with(FieldProperties.Choices.of(List.of(
                        new PicklistValue("Red", Label.of("Red"), ""),
                        new PicklistValue("Blue", Label.of("Blue"), ""))))
                : field;
    }

    private ModuleDef module() {
        return metadata.model(admin.org()).module("Leads");
    }

    private void add(FieldDef field) {
        apply(new SchemaChange.AddField("Leads", field));
    }

    private void apply(SchemaChange change) {
        SchemaPlan plan = setup.plan(admin, List.of(change));
        assertThat(plan.problems()).isEmpty();
        setup.apply(admin, plan);
    }

    private TypeChange change(FieldDef wish, TypeChange.Unfit unfit) {
        return ended(changes.start(admin, "Leads", wish, unfit));
    }

    private TypeChange ended(long change) {
        return await().atMost(Duration.ofMinutes(1))
                .until(() -> changes.get(admin, change), found -> found.state() != TypeChange.State.RUNNING);
    }

    private long lead(Map<String, ?> values) {
        Map<String, Object> all = new HashMap<>(Map.of("Last_Name", "L", "Company", "C"));
        all.putAll(values);
        return given.record(admin, "Leads", all);
    }

    private List<Long> leads(int count) {
        List<Long> ids = new ArrayList<>();
        for (int start = 0; start < count; start += 500) {
            List<RecordChange> batch = IntStream.range(start, Math.min(start + 500, count))
                    .<RecordChange>mapToObj(
                            i -> RecordChange.create(Map.of("Last_Name", "L", "Company", "C", "Thing", i)))
                    .toList();
            records.write(
                            admin,
                            new WriteRequest(
                                    "Leads",
                                    WriteRequest.OperationKind.SAVE,
                                    WriteRequest.Atomicity.ALL_OR_NOTHING,
                                    batch))
                    .rows()
                    .forEach(row -> ids.add(((WriteResult.Saved) row).id()));
        }
        return ids;
    }

    private FieldValue value(long id, String field) {
        return records.get(admin, "Leads", id).value(field);
    }

    private String text(long id) {
        return switch (value(id, "Thing")) {
            case FieldValue.Null _ -> "";
            case FieldValue.Text(String text) -> text;
            case FieldValue.Number(BigDecimal number) -> number.toPlainString();
            case FieldValue.Bool(boolean bool) -> Boolean.toString(bool);
            case FieldValue.Date(var date) -> date.toString();
            case FieldValue.DateTime(var time) -> time.toString();
            case FieldValue.MultiPicklist(var values) -> String.join(";", values);
            case FieldValue other -> other.toString();
        };
    }
}
