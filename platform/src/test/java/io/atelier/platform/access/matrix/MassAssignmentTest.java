package io.atelier.platform.access.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.function.FunctionDef;
import io.atelier.platform.function.FunctionRunner;
import io.atelier.platform.function.FunctionService;
import io.atelier.platform.function.Trigger;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.record.WriteResult;
import io.atelier.platform.testing.Api;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import io.atelier.platform.transfer.FilePreview;
import io.atelier.platform.transfer.ImportPlan;
import io.atelier.platform.transfer.ImportService;
import io.atelier.platform.transfer.ValueFormat;
import io.atelier.platform.widget.Widget;
import io.atelier.platform.widget.WidgetBroker;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/**
 * Somebody who may change a record sends along what they may not write, in every spelling and form, by every way to write:
 * nothing but what they may write is stored.
 */
@PlatformTest
class MassAssignmentTest {
    private static final String MODULE = "Vendors";
    private static final Widget WIDGET = new Widget(1, "W", MODULE, "0".repeat(32));
    private static final int FEWEST_WRITES = 2_900;
    /** What each good save changes. */
    private static final Set<String> OF_A_SAVE = Set.of("Modified_Time", "Modified_By", "sys_version");
    /** What differs between two new records that are alike. */
    private static final Set<String> OF_A_RECORD = Set.of("id", "Created_Time", "Modified_Time");

    @Autowired
    private Given given;

    @Autowired
    private Api api;

    @Autowired
    private RecordService records;

    @Autowired
    private WidgetBroker broker;

    @Autowired
    private FunctionService functions;

    @Autowired
    private FunctionRunner runner;

    @Autowired
    private ImportService imports;

    @Autowired
    private StoredRows stored;

    @Autowired
    private JsonMapper json;

    private Actor admin;
    private Actor person;
    private long vendor;
    private int writes;
    private final List<String> faults = new ArrayList<>();

    /** Writes values; @return the id of what was written, empty if it was refused. */
    private interface Way {
        OptionalLong write(Map<String, Object> values) throws Exception;
    }

    @BeforeEach
    void somebodyWhoMayNotWriteEverything() {
        admin = given.administrator();
        ModuleRights rights = new ModuleRights(Set.of(Verb.values()), false, Set.of("City"), Set.of("Category"));
        person = given.person(admin, new Permissions(false, Set.of(Permission.API_ACCESS), Map.of(MODULE, rights)));
        api.letIn(admin, person);
        vendor = given.record(admin, MODULE, Map.of("Vendor_Name", "Same", "City", "Secret", "Category", "Fixed"));
    }

    @Test
    void aChangeStoresNothingElse() throws Exception {
        FunctionDef function = functions.create(
                admin, "f", "F", "export default (a, crm) => crm.records.update('Vendors', a.id, a.values);");
        functions.publish(admin, function.id(), function.revision());
        Map<String, String> before = around();
        Map<String, Object> row = without(OF_A_SAVE, vendor);
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put("RecordService.write", values -> saved(RecordChange.update(vendor, values)));
        ways.put("PUT /crm/{version}/{module}/{id}", values -> sent("PUT", "/crm/v8/Vendors/" + vendor, values));
        ways.put("PUT /crm/{version}/{module}", values -> {
            values.put("id", Long.toString(vendor));
            return sent("PUT", "/crm/v8/Vendors", values);
        });
        ways.put("widget UPDATE", values -> {
            values.put("id", Long.toString(vendor));
            return asked("UPDATE", values);
        });
        ways.put("crm.records.update", this::run);

        for (Map.Entry<String, Way> way : ways.entrySet()) {
            forAll(way.getKey(), way.getValue(), _ -> without(OF_A_SAVE, vendor).equals(row));
        }

        assertGood(before);
    }

    @Test
    void aNewRecordStoresNothingElse() throws Exception {
        Map<String, String> before = around();
        long alike = saved(RecordChange.create(Map.of("Vendor_Name", "Same"))).getAsLong();
        Map<String, Object> row = without(OF_A_RECORD, alike);
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put("RecordService.write", values -> saved(RecordChange.create(values)));
        ways.put("POST /crm/{version}/{module}", values -> sent("POST", "/crm/v8/Vendors", values));
        ways.put("widget CREATE", values -> asked("CREATE", values));

        for (Map.Entry<String, Way> way : ways.entrySet()) {
            forAll(
                    way.getKey(),
                    way.getValue(),
                    written -> written.isEmpty()
                            || without(OF_A_RECORD, written.getAsLong()).equals(row));
        }
        // Who makes a record may make it somebody else's; to give away one that is there is a right of its own.
        faults.removeIf(fault -> fault.contains(" stores Owner as "));

        assertGood(before);
    }

    @Test
    void anImportMapsNothingElse() {
        byte[] text = "a,b\nSame,1\n".getBytes(StandardCharsets.UTF_8);
        long file =
                imports.upload(person, "a.csv", new ByteArrayInputStream(text)).id();
        FilePreview preview = imports.inspect(person, file);

        for (String key : GuessedKeys.all()) {
            if (!key.equals("Owner")) {
                ImportPlan plan = new ImportPlan(
                        MODULE,
                        file,
                        List.of(
                                new ImportPlan.Mapping(0, "Vendor_Name", ValueFormat.TEXT),
                                new ImportPlan.Mapping(1, key, ValueFormat.TEXT)),
                        ImportPlan.Duplicates.NONE);
                assertThatThrownBy(() -> imports.start(person, plan)).as(key).isInstanceOf(PlatformException.class);
                assertThatThrownBy(() -> imports.tryOut(person, plan, preview))
                        .as(key)
                        .isInstanceOf(PlatformException.class);
            }
        }
    }

    /** Says whether what is stored is as it should be. */
    private interface Expectation {
        boolean holds(OptionalLong written);
    }

    private void forAll(String name, Way way, Expectation expectation) throws Exception {
        String foreign = Long.toString(admin.user().value());
        for (String key : GuessedKeys.all()) {
            for (Object form : GuessedKeys.forms(foreign)) {
                Map<String, Object> values = new HashMap<>(Map.of("Vendor_Name", "Same"));
                values.put(key, form);
                OptionalLong written = written(way, values);
                writes++;
                if (!expectation.holds(written)) {
                    faults.add(name + " stores " + key + " as " + form);
                }
            }
        }
    }

    private static OptionalLong written(Way way, Map<String, Object> values) throws Exception {
        try {
            return way.write(values);
        } catch (PlatformException _) {
            return OptionalLong.empty();
        }
    }

    private Map<String, Object> without(Set<String> columns, long id) {
        Map<String, Object> row = stored.row(admin.org(), MODULE, id);
        row.keySet().removeAll(columns);
        return row;
    }

    /** Returns what stands around the records: people, rights, shares, the model. */
    private Map<String, String> around() {
        Map<String, String> marks = new TreeMap<>(stored.marks(admin.org()));
        marks.keySet()
                .retainAll(Set.of(
                        "sys_user",
                        "sys_profile",
                        "sys_user_role",
                        "sys_role",
                        "sys_record_share",
                        "sys_record_territory",
                        "sys_default_sharing",
                        "sys_module",
                        "sys_field",
                        "sys_bin",
                        "sys_function"));
        return marks;
    }

    private void assertGood(Map<String, String> before) {
        System.out.println("mass assignment: " + writes + " writes");
        assertThat(faults).isEmpty();
        assertThat(around()).hasSize(11).isEqualTo(before);
        assertThat(writes).isGreaterThan(FEWEST_WRITES);
    }

    private OptionalLong saved(RecordChange change) {
        WriteResult result = records.write(person, WriteRequest.of(MODULE, change));
        return result.rows().getFirst() instanceof WriteResult.Saved saved
                ? OptionalLong.of(saved.id())
                : OptionalLong.empty();
    }

    private OptionalLong sent(String method, String path, Map<String, Object> values) {
        String answer = api.send(person, method, path, json.writeValueAsString(Map.of("data", List.of(values))))
                .body();
        return answer.contains("SUCCESS")
                ? OptionalLong.of(json.readTree(answer).at("/data/0/details/id").asLong())
                : OptionalLong.empty();
    }

    private OptionalLong asked(String category, Map<String, Object> values) {
        Map<String, Object> request =
                Map.of("category", category, "type", "RECORD", "Entity", MODULE, "APIData", values);
        return OptionalLong.of(json.valueToTree(broker.answer(person, WIDGET, json.valueToTree(request)))
                .at("/data/0/details/id")
                .asLong());
    }

    private OptionalLong run(Map<String, Object> values) {
        String arguments = json.writeValueAsString(Map.of("id", Long.toString(vendor), "values", values));
        Optional<?> error =
                runner.run(person, "f", arguments, Trigger.of(Trigger.Kind.API)).error();
        return error.isEmpty() ? OptionalLong.of(vendor) : OptionalLong.empty();
    }
}
