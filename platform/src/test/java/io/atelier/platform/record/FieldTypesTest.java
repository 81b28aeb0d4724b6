package io.atelier.platform.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.SetupService;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Label;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.Operator;
import io.atelier.platform.file.FileService;
import io.atelier.platform.metadata.AddressPart;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.GlobalPicklist;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.PicklistDependency;
import io.atelier.platform.metadata.PicklistValue;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.metadata.SchemaPlan;
import io.atelier.platform.metadata.Uniqueness;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.secret.SecretService;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@PlatformTest
class FieldTypesTest {
    @Autowired
    private Given given;

    @Autowired
    private SetupService setup;

    @Autowired
    private MetadataService metadata;

    @Autowired
    private RecordService records;

    @Autowired
    private FileService files;

    @Autowired
    private SecretService secrets;

    @Autowired
    private OrgJdbc jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    private Actor admin;

    @BeforeEach
    void start() {
        admin = given.administrator();
    }

    @Nested
    class Addresses {
        @BeforeEach
        void addAddress() {
            apply(new SchemaChange.AddField("Leads", field("Office", FieldType.ADDRESS)));
        }

        @Test
        void areWrittenAndReadWhole() {
            long id =
                    lead(Map.of("Office", Map.of("street", "Unter den Linden 1", "city", "Berlin", "latitude", 52.5)));

            assertThat(value(id, "Office")).isInstanceOfSatisfying(FieldValue.Address.class, address -> {
                assertThat(address.parts().keySet())
                        .containsExactly(AddressPart.STREET, AddressPart.CITY, AddressPart.LATITUDE);
                assertThat(address.parts()).containsEntry(AddressPart.CITY, new FieldValue.Text("Berlin"));
            });
        }

        @Test
        void haveParts_thatAreFieldsOfTheirOwn() {
            lead(Map.of("Office", Map.of("city", "Berlin")));
            lead(Map.of("Office_City", "Paris"));

            RecordQuery query = RecordQuery.of("Leads", List.of("Office"), 10)
                    .where(Criteria.compare("Office_City", Operator.IN, "berlin", "paris"))
                    .sortedBy("Office_City", false);

            assertThat(records.query(admin, query).records())
                    .extracting(record -> record.value("Office"))
                    .extracting(value -> ((FieldValue.Address) value).parts().get(AddressPart.CITY))
                    .containsExactly(new FieldValue.Text("Berlin"), new FieldValue.Text("Paris"));
        }

        @Test
        void standInTheLayoutAsOneField() {
            assertThat(metadata.model(admin.org()).module("Leads").layout().fields())
                    .contains("Office")
                    .doesNotContain("Office_City");
        }

        @Test
        void keepThePartsThatAreNotNamed_andAreClearedByNull() {
            long id = lead(Map.of("Office", Map.of("street", "S", "city", "C")));

            update(id, Map.of("Office", Map.of("city", "D")));
            assertThat(value(id, "Office_Street")).isEqualTo(new FieldValue.Text("S"));

            Map<String, Object> nothing = new HashMap<>();
            nothing.put("Office", null);
            update(id, nothing);
            assertThat(value(id, "Office")).isEqualTo(FieldValue.NULL);
        }

        @Test
        void refuseAnUnknownPart_andWhatIsNoMap() {
            assertThat(problems(Map.of("Office", Map.of("planet", "Mars"))))
                    .extracting(Violation::path)
                    .containsExactly("Office.planet");
            assertThat(problems(Map.of("Office", "Berlin")))
                    .extracting(Violation::path)
                    .containsExactly("Office");
            assertThat(problems(Map.of("Office", Map.of("latitude", "north"))))
                    .extracting(Violation::path)
                    .containsExactly("Office_Latitude");
        }
    }

    @Nested
    class Pointers {
        @Test
        void leadToOneOfSeveralModules() {
            apply(new SchemaChange.AddField(
                    "Leads",
                    field("Origin", FieldType.MULTI_MODULE_LOOKUP)
                            .with(new FieldProperties.AnyLookup(
                                    List.of("Contacts", "Accounts"), Optional.of(Label.of("Leads"))))));
            long account = given.record(admin, "Accounts", Map.of("Account_Name", "Acme"));
            long contact = given.record(admin, "Contacts", Map.of("Last_Name", "Ray"));

            long one = lead(Map.of("Origin", Map.of("module", "Accounts", "id", Long.toString(account))));
            long other = lead(Map.of("Origin", "Contacts:" + contact));

            CrmRecord record = records.get(admin, "Leads", one);
            assertThat(record.value("Origin")).isEqualTo(new FieldValue.AnyLookup("Accounts", account));
            assertThat(record.labels()).containsEntry("Origin", "Acme");
            assertThat(records.get(admin, "Leads", other).labels()).containsEntry("Origin", "Ray");
            assertThat(found(Criteria.compare("Origin", Operator.EQUALS, "Accounts:" + account)))
                    .containsExactly(one);
            assertThat(problems(Map.of("Origin", "Accounts:" + contact)))
                    .extracting(Violation::code)
                    .containsExactly(ErrorCode.INVALID_DATA);
            assertThat(problems(Map.of("Origin", "Deals:1")))
                    .extracting(Violation::message)
                    .containsExactly("This field does not point to records of that module.");
        }

        @Test
        void takeOnlyWhatTheirFilterLetsThrough() {
            apply(new SchemaChange.AddField(
                    "Leads",
                    field("Supplier", FieldType.LOOKUP)
                            .with(new FieldProperties.Lookup(
                                    "Accounts", Optional.empty(), "(Account_Name:starts_with:A)"))));
            long acme = given.record(admin, "Accounts", Map.of("Account_Name", "Acme"));
            long zeta = given.record(admin, "Accounts", Map.of("Account_Name", "Zeta"));

            assertThat(problems(Map.of("Supplier", Long.toString(acme)))).isEmpty();
            assertThat(problems(Map.of("Supplier", Long.toString(zeta))))
                    .extracting(Violation::path)
                    .containsExactly("Supplier");
        }

        @Test
        void cannotBeMadeWithAFilterThatNobodyCanRead() {
            for (String filter : List.of("(Nothing:equals:A)", "(Account_Name:equals", "(Account_Name:greater:1)")) {
                SchemaPlan plan = setup.plan(
                        admin,
                        List.of(new SchemaChange.AddField(
                                "Leads",
                                field("Supplier", FieldType.LOOKUP)
                                        .with(new FieldProperties.Lookup("Accounts", Optional.empty(), filter)))));

                assertThat(plan.problems()).extracting(Violation::path).containsExactly("Leads.Supplier");
            }
        }

        @Test
        void leadToOnePersonOrSeveral() {
            Actor ann = given.person(admin, new Permissions(false, Map.of()));
            apply(
                    new SchemaChange.AddField("Leads", field("Reviewer", FieldType.USERLOOKUP)),
                    new SchemaChange.AddField("Leads", field("Team", FieldType.MULTIUSERLOOKUP)));
            String annId = Long.toString(ann.user().value());
            String adminId = Long.toString(admin.user().value());

            long id = lead(Map.of("Reviewer", annId, "Team", List.of(annId, adminId)));

            assertThat(value(id, "Reviewer"))
                    .isEqualTo(new FieldValue.Lookup(ann.user().value()));
            assertThat(value(id, "Team"))
                    .isEqualTo(new FieldValue.Users(
                            List.of(ann.user().value(), admin.user().value())));
            assertThat(records.get(admin, "Leads", id).labels())
                    .containsKeys(
                            "Reviewer", CrmRecord.labelKey("Team", ann.user().value()));
            assertThat(found(Criteria.compare("Team", Operator.EQUALS, annId))).containsExactly(id);
            assertThat(problems(Map.of("Team", List.of("1"))))
                    .extracting(Violation::path)
                    .containsExactly("Team");
        }
    }

    @Nested
    class Files {
        @Test
        void areOnesOwn_andNotTooMany() {
            apply(
                    new SchemaChange.AddField("Leads", field("Papers", FieldType.FILEUPLOAD)),
                    new SchemaChange.AddField("Leads", field("Photos", FieldType.IMAGEUPLOAD)));
            long text = store(admin, "a.txt", "text/plain");
            long image = store(admin, "a.png", "image/png");
            long foreign = store(given.person(admin, new Permissions(false, Map.of())), "b.txt", "text/plain");

            long id = lead(Map.of("Papers", List.of(Long.toString(text)), "Photos", List.of(Long.toString(image))));

            assertThat(value(id, "Papers")).isEqualTo(new FieldValue.Files(List.of(text)));
            assertThat(problems(Map.of("Papers", List.of(Long.toString(foreign)))))
                    .hasSize(1);
            assertThat(problems(Map.of("Photos", List.of(Long.toString(text))))).hasSize(1);
            List<String> six = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                six.add(Long.toString(store(admin, i + ".txt", "text/plain")));
            }
            assertThat(problems(Map.of("Papers", six.subList(0, 5)))).isEmpty();
            assertThat(problems(Map.of("Papers", six)))
                    .extracting(Violation::code)
                    .containsExactly(ErrorCode.LIMIT_EXCEEDED);
        }

        private long store(Actor actor, String name, String type) {
            byte[] content = name.getBytes(StandardCharsets.UTF_8);
            return files.store(actor, name, type, new ByteArrayInputStream(content), 1_000)
                    .id();
        }
    }

    @Nested
    class Links {
        private long berlin;
        private long paris;

        @BeforeEach
        void addLinks() {
            apply(new SchemaChange.AddField(
                    "Leads",
                    field("Interests", FieldType.MULTISELECTLOOKUP)
                            .with(new FieldProperties.MultiLookup("Products", "", "", ""))));
            berlin = given.record(admin, "Products", Map.of("Product_Name", "Berlin"));
            paris = given.record(admin, "Products", Map.of("Product_Name", "Paris"));
        }

        @Test
        void areRecordsOfALinkingModule() {
            ModuleDef linking = metadata.model(admin.org()).module("Leads_X_Products");

            long id = lead(Map.of("Interests", List.of(Long.toString(paris), Long.toString(berlin))));

            assertThat(value(id, "Interests")).isEqualTo(new FieldValue.Links(List.of(berlin, paris)));
            assertThat(records.get(admin, "Leads", id).labels())
                    .containsEntry(CrmRecord.labelKey("Interests", paris), "Paris");
            assertThat(records.query(admin, RecordQuery.of(linking.apiName(), List.of("Leads", "Products"), 10))
                            .records())
                    .hasSize(2);
        }

        @Test
        void areReplacedAsAWhole_orAddedAndRemoved() {
            long id = lead(Map.of("Interests", List.of(Long.toString(paris))));

            update(id, Map.of("Interests", List.of(Long.toString(berlin))));
            assertThat(value(id, "Interests")).isEqualTo(new FieldValue.Links(List.of(berlin)));

            update(id, Map.of("Interests", Map.of("add", List.of(paris), "remove", List.of(berlin))));
            assertThat(value(id, "Interests")).isEqualTo(new FieldValue.Links(List.of(paris)));

            update(id, Map.of("Interests", List.of()));
            assertThat(value(id, "Interests")).isEqualTo(FieldValue.NULL);
        }

        @Test
        void leadOnlyToWhatIsThere() {
            assertThat(problems(Map.of("Interests", List.of("12345"))))
                    .extracting(Violation::path)
                    .containsExactly("Interests[0].Products");
        }

        @Test
        void ofARecordToItsOwnModule() {
            apply(new SchemaChange.AddField(
                    "Leads",
                    field("Friends", FieldType.MULTISELECTLOOKUP)
                            .with(new FieldProperties.MultiLookup("Leads", "", "", ""))));
            long one = lead(Map.of());

            long other = lead(Map.of("Friends", List.of(Long.toString(one))));

            assertThat(value(other, "Friends")).isEqualTo(new FieldValue.Links(List.of(one)));
            assertThat(value(one, "Friends")).isEqualTo(FieldValue.NULL);
        }
    }

    @Nested
    class Subforms {
        private String child;

        @BeforeEach
        void addSubform() {
            apply(new SchemaChange.AddField(
                    "Leads", field("Visits", FieldType.SUBFORM).with(new FieldProperties.Subform("", "", 3))));
            child = metadata.model(admin.org()).module("Leads").field("Visits").properties()
                            instanceof FieldProperties.Subform subform
                    ? subform.module()
                    : "";
            apply(
                    new SchemaChange.AddField(child, field("Place", FieldType.TEXT)),
                    new SchemaChange.AddField(child, field("Cost", FieldType.CURRENCY)));
        }

        @Test
        void areWrittenAndReadWithTheirRecord() {
            long id = lead(Map.of("Visits", List.of(Map.of("Place", "A", "Cost", 5), Map.of("Place", "B"))));

            assertThat(rows(id))
                    .extracting(row -> row.values().get("Place"))
                    .containsExactly(new FieldValue.Text("A"), new FieldValue.Text("B"));
        }

        @Test
        void haveRowsThatAreOrdinaryRecords() {
            lead(Map.of("Visits", List.of(Map.of("Place", "A", "Cost", 5), Map.of("Place", "B", "Cost", 7))));

            assertThat(records.query(
                                    admin,
                                    RecordQuery.of(child, List.of("Place", "Parent_Id"), 10)
                                            .where(Criteria.compare("Cost", Operator.GREATER_THAN, "6")))
                            .records())
                    .extracting(record -> record.text("Place"))
                    .containsExactly("B");
        }

        @Test
        void changeAddAndDeleteRows_andKeepTheOthers() {
            long id = lead(Map.of("Visits", List.of(Map.of("Place", "A"), Map.of("Place", "B"), Map.of("Place", "C"))));
            List<FieldValue.Row> rows = rows(id);
            Map<String, Object> gone = new HashMap<>();
            gone.put("id", Long.toString(rows.get(1).id()));
            gone.put("_delete", null);

            update(
                    id,
                    Map.of(
                            "Visits",
                            List.of(Map.of("id", rows.get(0).id(), "Place", "AA"), gone, Map.of("Place", "D"))));

            assertThat(rows(id))
                    .extracting(row -> row.values().get("Place"))
                    .containsExactlyInAnyOrder(
                            new FieldValue.Text("AA"), new FieldValue.Text("C"), new FieldValue.Text("D"));
        }

        @Test
        void refuseTheWholeRecordForOneBadRow_andNameIt() {
            long before =
                    records.count(admin, "Leads", Criteria.everything(), 1_000).count();

            assertThat(problems(Map.of("Visits", List.of(Map.of("Place", "A"), Map.of("Cost", "dear")))))
                    .extracting(Violation::path)
                    .containsExactly("Visits[1].Cost");
            assertThat(records.count(admin, "Leads", Criteria.everything(), 1_000)
                            .count())
                    .isEqualTo(before);
            assertThat(records.count(admin, child, Criteria.everything(), 1_000).count())
                    .isZero();
        }

        @Test
        void haveALimitOfRows() {
            List<Map<String, String>> four =
                    List.of(Map.of("Place", "A"), Map.of("Place", "B"), Map.of("Place", "C"), Map.of("Place", "D"));

            assertThat(problems(Map.of("Visits", four.subList(0, 3)))).isEmpty();
            assertThat(problems(Map.of("Visits", four)))
                    .extracting(Violation::code)
                    .containsExactly(ErrorCode.LIMIT_EXCEEDED);
        }

        @Test
        void keepForeignRowsOut() {
            long one = lead(Map.of("Visits", List.of(Map.of("Place", "A"))));
            long row = rows(one).getFirst().id();

            assertThat(problems(Map.of("Visits", List.of(Map.of("id", row, "Place", "stolen")))))
                    .extracting(Violation::path)
                    .containsExactly("Visits[0].id");
        }

        @Test
        void areHiddenFromWhoMayNotReadTheChildModule() {
            long id = lead(Map.of("Visits", List.of(Map.of("Place", "A"))));
            Actor ann = given.person(
                    admin,
                    new Permissions(false, Map.of(child, new ModuleRights(Set.<Verb>of(), false, Set.of(), Set.of()))));

            assertThat(records.get(ann, "Leads", id).value("Visits")).isEqualTo(FieldValue.NULL);
        }

        private List<FieldValue.Row> rows(long id) {
            return value(id, "Visits") instanceof FieldValue.Rows(List<FieldValue.Row> rows) ? rows : List.of();
        }
    }

    @Nested
    class UniqueFields {
        @Test
        void refuseAValueThatAnotherRecordHas_whateverItsCase() {
            apply(new SchemaChange.AddField("Leads", unique("Code", Uniqueness.IGNORE_CASE)));
            long id = lead(Map.of("Code", "abc"));

            assertThat(problems(Map.of("Code", "ABC")))
                    .extracting(Violation::code)
                    .containsExactly(ErrorCode.DUPLICATE_DATA);
            update(id, Map.of("Code", "ABC"));
            assertThat(value(id, "Code")).isEqualTo(new FieldValue.Text("ABC"));
        }

        @Test
        void tellCasesApart_whereExact() {
            apply(new SchemaChange.AddField("Leads", unique("Code", Uniqueness.EXACT)));
            lead(Map.of("Code", "abc"));

            assertThat(problems(Map.of("Code", "ABC"))).isEmpty();
            assertThat(problems(Map.of("Code", "abc"))).hasSize(1);
        }

        @Test
        void areFreeAgainWhenTheirRecordIsDeleted_andThenItCannotBeRestored() {
            apply(new SchemaChange.AddField("Leads", unique("Code", Uniqueness.EXACT)));
            long id = lead(Map.of("Code", "abc"));

            records.write(admin, WriteRequest.of("Leads", new RecordChange.Delete(id)));
            lead(Map.of("Code", "abc"));

            assertThatThrownBy(() -> records.write(admin, WriteRequest.of("Leads", new RecordChange.Restore(id)))
                            .single())
                    .isInstanceOf(ViolationsException.class);
        }

        @Test
        void refuseOneOfTwoWritersOfTheSameMoment() throws Exception {
            apply(new SchemaChange.AddField("Leads", unique("Code", Uniqueness.EXACT)));
            TransactionTemplate transaction = new TransactionTemplate(transactions);
            try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
                Future<Long> late = transaction.execute(_ -> {
                    lead(Map.of("Code", "x"));
                    Future<Long> second = thread.submit(() -> lead(Map.of("Code", "x")));
                    await().until(() -> waitingWriters() > 0);
                    return second;
                });

                assertThatThrownBy(late::get).cause().isInstanceOfSatisfying(PlatformException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.DUPLICATE_DATA);
                    assertThat(e.details()).containsEntry("api_name", "Code");
                });
            }
        }

        private long waitingWriters() {
            return jdbc.sql(
                            admin.org(),
                            "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                                    + " and wait_event = 'transactionid'")
                    .query(Long.class)
                    .single();
        }

        @Test
        void refuseTwiceTheSameInOneRequest() {
            apply(new SchemaChange.AddField("Leads", unique("Code", Uniqueness.EXACT)));
            Map<String, Object> values = Map.of("Last_Name", "L", "Company", "C", "Code", "x");

            WriteResult result = records.write(
                    admin,
                    new WriteRequest(
                            "Leads",
                            WriteRequest.OperationKind.SAVE,
                            WriteRequest.Atomicity.EACH_ROW,
                            List.of(RecordChange.create(values), RecordChange.create(values))));

            assertThat(result.savedCount()).isEqualTo(1);
        }

        private FieldDef unique(String name, Uniqueness kind) {
            FieldDef field = field(name, FieldType.TEXT);
            return field.with(field.options().withUnique(kind));
        }
    }

    @Nested
    class Picklists {
        private static final List<PicklistValue> COLOURS =
                List.of(new PicklistValue("Red", Label.of("Red"), ""), new PicklistValue("Blue", Label.of("Blue"), ""));

        @Test
        void shareAGlobalSet_andFollowIt() {
            apply(
                    new SchemaChange.DefinePicklist(new GlobalPicklist(0, "Colours", Label.of("Colours"), COLOURS)),
                    new SchemaChange.AddField("Leads", colour("Colour")),
                    new SchemaChange.AddField("Contacts", colour("Eyes")));
            assertThat(problems(Map.of("Colour", "Green"))).hasSize(1);

            List<PicklistValue> more = new ArrayList<>(COLOURS);
            more.add(new PicklistValue("Green", Label.of("Green"), ""));
            apply(new SchemaChange.DefinePicklist(new GlobalPicklist(0, "Colours", Label.of("Colours"), more)));

            assertThat(problems(Map.of("Colour", "Green"))).isEmpty();
            assertThat(setup.plan(admin, List.of(new SchemaChange.DeletePicklist("Colours")))
                            .problems())
                    .hasSize(1);
        }

        @Test
        void keepValuesOutOfUse_butLetNobodyChooseThem() {
            apply(new SchemaChange.AddField(
                    "Leads", field("Colour", FieldType.PICKLIST).with(FieldProperties.Choices.of(COLOURS))));
            long id = lead(Map.of("Colour", "Red"));

            FieldDef field = metadata.model(admin.org()).module("Leads").field("Colour");
            apply(new SchemaChange.ChangeField(
                    "Leads",
                    field.with(FieldProperties.Choices.of(
                            List.of(new PicklistValue("Red", Label.of("Red"), "", false), COLOURS.get(1))))));

            update(id, Map.of("Colour", "Red", "City", "Berlin"));
            assertThat(value(id, "Colour")).isEqualTo(new FieldValue.Text("Red"));
            assertThat(problems(Map.of("Colour", "Red"))).hasSize(1);
        }

        @Test
        void dependOnEachOther() {
            apply(
                    new SchemaChange.AddField(
                            "Leads", field("Colour", FieldType.PICKLIST).with(FieldProperties.Choices.of(COLOURS))),
                    new SchemaChange.AddField(
                            "Leads",
                            field("Shade", FieldType.PICKLIST)
                                    .with(new FieldProperties.Choices(
                                            List.of(
                                                    new PicklistValue("Ruby", Label.of("Ruby"), ""),
                                                    new PicklistValue("Navy", Label.of("Navy"), "")),
                                            "",
                                            Optional.of(new PicklistDependency(
                                                    "Colour",
                                                    Map.of("Red", List.of("Ruby"), "Blue", List.of("Navy"))))))));

            assertThat(problems(Map.of("Colour", "Red", "Shade", "Ruby"))).isEmpty();
            assertThat(problems(Map.of("Colour", "Red", "Shade", "Navy")))
                    .extracting(Violation::path)
                    .containsExactly("Shade");
        }

        private FieldDef colour(String name) {
            return field(name, FieldType.PICKLIST)
                    .with(new FieldProperties.Choices(List.of(), "Colours", Optional.empty()));
        }
    }

    @Nested
    class EncryptedFields {
        @BeforeEach
        void addSecret() {
            FieldDef field = field("Secret", FieldType.TEXT);
            apply(new SchemaChange.AddField("Leads", field.with(field.options().withEncrypted(true))));
        }

        @Test
        void areReadBack_butNowhereStoredAsWritten() {
            long id = lead(Map.of("Secret", "top secret"));
            update(id, Map.of("Secret", "still secret"));

            assertThat(value(id, "Secret")).isEqualTo(new FieldValue.Text("still secret"));
            assertThat(stored(id)).startsWith("v1.").doesNotContain("secret");
            assertThat(history()).isNotEmpty().noneMatch(detail -> detail.contains("top secret"));
        }

        @Test
        void doNotOpenInAnotherRow() {
            long one = lead(Map.of("Secret", "mine"));
            long other = lead(Map.of("Secret", "yours"));

            jdbc.sql(admin.org(), "update {s}.\"Leads\" set \"Secret\" = ? where id = ?")
                    .params(stored(one), other)
                    .update();

            assertThatThrownBy(() -> records.get(admin, "Leads", other))
                    .isInstanceOfSatisfying(
                            PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        }

        @Test
        void cannotBeFilteredSortedOrGrouped() {
            assertThatThrownBy(() -> found(Criteria.compare("Secret", Operator.EQUALS, "x")))
                    .isInstanceOf(PlatformException.class);
            assertThatThrownBy(() -> records.query(
                            admin, RecordQuery.of("Leads", List.of(), 10).sortedBy("Secret", false)))
                    .isInstanceOf(PlatformException.class);
        }

        @Test
        void openAfterTheKeyIsRotated() {
            long old = lead(Map.of("Secret", "old"));

            secrets.rotate(admin.org());
            long young = lead(Map.of("Secret", "new"));

            assertThat(value(old, "Secret")).isEqualTo(new FieldValue.Text("old"));
            assertThat(value(young, "Secret")).isEqualTo(new FieldValue.Text("new"));
            assertThat(stored(old).split("\\.")[1]).isNotEqualTo(stored(young).split("\\.")[1]);
        }

        private String stored(long id) {
            return jdbc.sql(admin.org(), "select \"Secret\" from {s}.\"Leads\" where id = ?")
                    .param(id)
                    .query(String.class)
                    .single();
        }

        private List<String> history() {
            return jdbc.sql(admin.org(), "select detail::text from {s}.sys_timeline")
                    .query(String.class)
                    .list();
        }
    }

    @Test
    void autoNumbersHaveAStartAnEndAndTheDay() {
        apply(new SchemaChange.AddField(
                "Leads",
                field("Number", FieldType.AUTONUMBER).with(new FieldProperties.AutoNumber("L-{YYYY}-", "-x", 1000))));

        long first = lead(Map.of());
        long second = lead(Map.of());

        assertThat(records.get(admin, "Leads", first).text("Number")).matches("L-\\d{4}-1000-x");
        assertThat(records.get(admin, "Leads", second).text("Number")).matches("L-\\d{4}-1001-x");
    }

    @Test
    void richTextIsCleaned() {
        apply(new SchemaChange.AddField(
                "Leads", field("Story", FieldType.TEXTAREA).with(new FieldProperties.Text(50_000, true, List.of()))));

        long id = lead(Map.of("Story", "<p onclick='x()'>Hi <b>you</b><script>alert(1)</script></p>"));

        assertThat(records.get(admin, "Leads", id).text("Story"))
                .contains("<b>you</b>")
                .doesNotContain("script")
                .doesNotContain("onclick");
    }

    @Test
    void halfACharacterIsRefused() {
        assertThat(problems(Map.of("City", "a\ud83d")))
                .extracting(Violation::path)
                .containsExactly("City");
        assertThat(problems(Map.of("City", "a\ud83d\ude00"))).isEmpty();
    }

    @Test
    void aModuleHoldsAThousandFields_allFilled_andNotOneMore() {
        String filler = "ä".repeat(255);
        List<SchemaChange> changes = new ArrayList<>();
        int own = metadata.model(admin.org()).module("Leads").fields().size();
        for (int i = own; i < ModuleDef.MAX_FIELDS; i++) {
            changes.add(new SchemaChange.AddField("Leads", field("F" + i, FieldType.TEXT)));
        }
        setup.apply(admin, setup.plan(admin, changes));
        Map<String, Object> values = new HashMap<>();
        for (int i = own; i < ModuleDef.MAX_FIELDS; i++) {
            values.put("F" + i, (i + filler).substring(0, 255));
        }

        long id = lead(values);

        CrmRecord record = records.get(admin, "Leads", id);
        values.forEach((name, value) -> assertThat(record.text(name)).isEqualTo(value));
        update(id, Map.of("F999", "last", "City", "Rome"));
        assertThat(found(Criteria.compare("F999", Operator.EQUALS, "LAST"))).containsExactly(id);
        assertThat(setup.plan(admin, List.of(new SchemaChange.AddField("Leads", field("Over", FieldType.TEXT))))
                        .problems())
                .extracting(Violation::code)
                .containsExactly(ErrorCode.LIMIT_EXCEEDED);
    }

    private static FieldDef field(String name, FieldType type) {
        return FieldDef.of(name, Label.of(name), type);
    }

    private void apply(SchemaChange... changes) {
        SchemaPlan plan = setup.plan(admin, List.of(changes));
        assertThat(plan.problems()).isEmpty();
        setup.apply(admin, plan);
    }

    private long lead(Map<String, ?> values) {
        return given.record(admin, "Leads", withNames(values));
    }

    private static Map<String, Object> withNames(Map<String, ?> values) {
        Map<String, Object> all = new HashMap<>(Map.of("Last_Name", "L", "Company", "C"));
        all.putAll(values);
        return all;
    }

    private void update(long id, Map<String, ?> values) {
        records.write(admin, WriteRequest.of("Leads", RecordChange.update(id, values)))
                .single();
    }

    private FieldValue value(long id, String field) {
        return records.get(admin, "Leads", id).value(field);
    }

    private List<Long> found(Criteria criteria) {
        return records.query(admin, RecordQuery.of("Leads", List.of(), 10).where(criteria)).records().stream()
                .map(CrmRecord::id)
                .toList();
    }

    private List<Violation> problems(Map<String, ?> values) {
        WriteResult result = records.write(admin, WriteRequest.of("Leads", RecordChange.create(withNames(values))));
        return result.rows().getFirst() instanceof WriteResult.Rejected(List<Violation> violations)
                ? violations
                : List.of();
    }
}
