package io.atelier.platform.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Saves made on an older version, and saves made twice. */
@PlatformTest
class ConcurrentSavesTest {
    @Autowired
    private Given given;

    @Autowired
    private RecordService records;

    @Autowired
    private OrgJdbc jdbc;

    private Actor admin;
    private long id;

    @BeforeEach
    void record() {
        admin = given.administrator();
        id = given.record(admin, "Accounts", Map.of("Account_Name", "Base", "Phone", "1", "Fax", "1"));
    }

    @Test
    void joinsChangesOfDifferentFields() {
        write(RecordChange.update(id, Map.of("Phone", "2")));

        WriteResult.Saved saved =
                write(RecordChange.merging(id, 1, Map.of("Fax", "3"))).single();

        assertThat(saved.version()).isEqualTo(3);
        assertThat(text("Phone")).isEqualTo("2");
        assertThat(text("Fax")).isEqualTo("3");
    }

    @Test
    void namesBaseCurrentAndYoursWhereBothChangedAField() {
        write(RecordChange.update(id, Map.of("Phone", "2")));
        write(RecordChange.update(id, Map.of("Phone", "22", "Website", "a.org")));

        WriteResult refused = write(RecordChange.merging(id, 1, Map.of("Phone", "3", "Fax", "3")));

        assertThat(refused.rows().getFirst()).isInstanceOf(WriteResult.Rejected.class);
        assertThat(refused.conflictsOfSingle()).containsExactly(new FieldConflict("Phone", "1", "22", "3"));
        assertThatThrownBy(refused::single)
                .isInstanceOfSatisfying(
                        ViolationsException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RECORD_MODIFIED));
        assertThat(text("Fax")).isEqualTo("1");
    }

    @Test
    void takesNoFieldForAChangeThatWasSentBackAsItWas() {
        write(RecordChange.update(id, Map.of("Phone", "2")));

        write(RecordChange.merging(id, 1, Map.of("Phone", "1", "Fax", "3"))).single();

        assertThat(text("Phone")).isEqualTo("2");
        assertThat(text("Fax")).isEqualTo("3");
    }

    @Test
    void sameChangeTwiceIsNoConflict() {
        write(RecordChange.update(id, Map.of("Phone", "2")));

        write(RecordChange.merging(id, 1, Map.of("Phone", "2"))).single();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 2, 99})
    void refusesAVersionThatNeverWas(long version) {
        WriteResult refused = write(RecordChange.merging(id, version, Map.of("Fax", "3")));

        assertThatThrownBy(refused::single).hasMessageContaining("made on " + version);
    }

    @Test
    void saysNothingOfHiddenFields() {
        ModuleRights hiding = new ModuleRights(Set.of(Verb.values()), false, Set.of("Phone"), Set.of());
        Actor member = given.person(admin, new Permissions(false, Map.of("Accounts", hiding)));
        write(RecordChange.update(id, Map.of("Phone", "2")));

        WriteResult refused =
                records.write(member, WriteRequest.of("Accounts", RecordChange.merging(id, 1, Map.of("Phone", "3"))));
        assertThat(refused.conflicts()).isEmpty();
        assertThatThrownBy(refused::single).hasMessageContaining("no such field");
        records.write(member, WriteRequest.of("Accounts", RecordChange.merging(id, 1, Map.of("Fax", "3"))))
                .single();
    }

    @Test
    void aRequestWithAKeyIsWrittenOnce() {
        WriteRequest request = WriteRequest.of("Accounts", RecordChange.create(Map.of("Account_Name", "Once")))
                .withKey("a key");

        WriteResult first = records.write(admin, request);
        WriteResult second = records.write(admin, request);

        assertThat(second).isEqualTo(first);
        assertThat(count()).isEqualTo(2);
        assertThatThrownBy(() -> records.write(
                        admin,
                        WriteRequest.of("Accounts", RecordChange.create(Map.of("Account_Name", "Other")))
                                .withKey("a key")))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.IDEMPOTENCY_MISMATCH));
        Actor other = given.person(admin, new Permissions(true, Map.of()));
        assertThat(records.write(other, request).single().id())
                .isNotEqualTo(first.single().id());
    }

    @Test
    void remembersRefusalsToo() {
        WriteRequest request = WriteRequest.of("Accounts", RecordChange.create(Map.of("Phone", "no digits")))
                .withKey("k");

        assertThat(records.write(admin, request)).isEqualTo(records.write(admin, request));
    }

    @Test
    void aKeyHoldsForADay() {
        WriteRequest request = WriteRequest.of("Accounts", RecordChange.create(Map.of("Account_Name", "Once")))
                .withKey("k");
        records.write(admin, request);
        jdbc.sql(admin.org(), "update {s}.sys_idempotency set at = at - interval '24 hours 1 second'")
                .update();

        records.write(admin, request);

        assertThat(count()).isEqualTo(3);
    }

    @Test
    void refusesKeysThatAreTooLongOrNoText() {
        WriteRequest request = WriteRequest.of("Accounts", RecordChange.create(Map.of("Account_Name", "Once")));
        records.write(admin, request.withKey("k".repeat(WriteRequest.MAX_KEY_LENGTH)));
        for (String bad : List.of("k".repeat(WriteRequest.MAX_KEY_LENGTH + 1), " ", "a\nb", "ключ", "\u0000")) {
            assertThatThrownBy(() -> records.write(admin, request.withKey(bad)))
                    .hasMessageContaining("An idempotency key");
        }
    }

    @Test
    void twoAtOnceWithOneKeyWriteOnce() throws Exception {
        WriteRequest request = WriteRequest.of("Accounts", RecordChange.create(Map.of("Account_Name", "Once")))
                .withKey("k");
        Callable<WriteResult> write = () -> records.write(admin, request);
        Set<WriteResult> results = new HashSet<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            for (Future<WriteResult> result : pool.invokeAll(List.of(write, write, write, write))) {
                results.add(result.get());
            }
        }
        assertThat(results).hasSize(1);
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void twoWhoMergeDisjointFieldsAtOnceBothGetTheirs() throws Exception {
        List<Callable<WriteResult>> writes = new ArrayList<>();
        for (String field : List.of("Phone", "Fax", "Account_Site", "Ticker_Symbol")) {
            writes.add(() -> write(RecordChange.merging(id, 1, Map.of(field, "9"))));
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            for (Future<WriteResult> result : pool.invokeAll(writes)) {
                result.get().single();
            }
        }
        Map<String, Object> clearing = new HashMap<>();
        clearing.put("Phone", null);
        write(RecordChange.merging(id, 5, clearing)).single();
        assertThat(records.get(admin, "Accounts", id).value("Phone")).isEqualTo(FieldValue.NULL);
        assertThat(text("Fax") + text("Account_Site") + text("Ticker_Symbol")).isEqualTo("999");
    }

    private WriteResult write(RecordChange change) {
        return records.write(admin, WriteRequest.of("Accounts", change));
    }

    private String text(String field) {
        return records.get(admin, "Accounts", id).text(field);
    }

    private long count() {
        return records.count(admin, "Accounts", Criteria.everything(), 100).count();
    }
}
