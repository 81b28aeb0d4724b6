package io.atelier.platform.solution;

import io.atelier.platform.identity.Account;
import io.atelier.platform.identity.OwnerInvitationService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Channel;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.record.WriteResult;
import io.atelier.templates.sample.SampleData;
import io.atelier.templates.sample.SampleSizes;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.stereotype.Service;

/** Fills an empty installation with an invented company, to look around. */
@Service
public class DemoService {
    public static final String EMAIL = "demo@example.org";

    private static final long SEED = 2_026;
    private static final int ACCOUNTS = 120;

    private final OwnerInvitationService invitations;
    private final InstallationService installation;
    private final RecordService records;
    private final InstantSource clock;

    DemoService(
            OwnerInvitationService invitations,
            InstallationService installation,
            RecordService records,
            InstantSource clock) {
        this.invitations = invitations;
        this.installation = installation;
        this.records = records;
        this.clock = clock;
    }

    /** Makes the organization, its owner and sample records; empty and without effect if anybody can sign in. */
    public Optional<Account> install(String password, ZoneId zone) {
        Optional<String> token = invitations.renew();
        if (token.isEmpty()) {
            return Optional.empty();
        }
        Account owner = installation.setUp(
                token.get(),
                new OwnerSetup(
                        "Northwind Demo",
                        "Dana Demo",
                        EMAIL,
                        password,
                        Locale.ENGLISH,
                        zone,
                        Currency.getInstance("EUR")));
        Actor actor = Actor.person(owner.org(), owner.user()).through(Channel.IMPORT, "demo");
        writeSamples(actor, LocalDate.ofInstant(clock.instant(), zone));
        return Optional.of(owner);
    }

    /** Writes sample records into the sales solution's modules, in requests of the greatest size. */
    public void writeSamples(Actor actor, LocalDate today) {
        SampleData sample = SampleData.generate(SEED, today, SampleSizes.forAccounts(ACCOUNTS));
        Map<String, Long> ids = new HashMap<>();
        sample.rows().forEach((module, rows) -> {
            int start = 0;
            for (int next = 1; next <= rows.size(); next++) {
                if (next == rows.size()
                        || next - start == WriteRequest.MAX_ROWS
                        || refersBeyond(module, start, next, rows.get(next))) {
                    write(actor, module, start, rows.subList(start, next), ids);
                    start = next;
                }
            }
        });
    }

    /** Says whether a row refers to one of its own module that is not yet written: from {@code start} on. */
    private static boolean refersBeyond(String module, int start, int index, Map<String, String> row) {
        return IntStream.range(start, index)
                .mapToObj(earlier -> SampleData.key(module, earlier))
                .anyMatch(row::containsValue);
    }

    private void write(
            Actor actor, String module, int firstIndex, List<Map<String, String>> rows, Map<String, Long> ids) {
        List<RecordChange> changes = new ArrayList<>();
        rows.forEach(row -> changes.add(RecordChange.create(resolved(row, ids))));
        WriteResult result = records.write(
                actor,
                new WriteRequest(module, WriteRequest.OperationKind.IMPORT, WriteRequest.Atomicity.EACH_ROW, changes));
        for (int i = 0; i < result.rows().size(); i++) {
            switch (result.rows().get(i)) {
                case WriteResult.Saved saved -> ids.put(SampleData.key(module, firstIndex + i), saved.id());
                case WriteResult.Rejected rejected ->
                    throw new IllegalStateException(
                            "sample row " + module + ":" + (firstIndex + i) + " " + rejected.violations());
            }
        }
    }

    /** Puts the ids of records in place of local keys, and lists in place of joined choices. */
    private static Map<String, Object> resolved(Map<String, String> row, Map<String, Long> ids) {
        Map<String, Object> values = new LinkedHashMap<>();
        row.forEach((field, value) -> {
            Long id = ids.get(value);
            values.put(field, id == null ? value : Long.toString(id));
        });
        return values;
    }
}
