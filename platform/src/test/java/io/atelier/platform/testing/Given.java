package io.atelier.platform.testing;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgService;
import io.atelier.platform.org.Organization;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.solution.SolutionService;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Makes what tests start from: organizations with the standard CRM, people, records. */
@Component
public class Given {
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final OrgService orgs;
    private final AccessService access;
    private final UserService users;
    private final SolutionService solutions;
    private final RecordService records;

    Given(OrgService orgs, AccessService access, UserService users, SolutionService solutions, RecordService records) {
        this.orgs = orgs;
        this.access = access;
        this.users = users;
        this.solutions = solutions;
        this.records = records;
    }

    /** Makes an organization with the sales solution and returns its administrator. */
    public Actor administrator() {
        Organization organization = orgs.create("Test", "en", ZoneId.of("Europe/Berlin"), Currency.getInstance("EUR"));
        solutions.install(organization.id(), SolutionService.SALES);
        return person(Actor.system(organization.id()), new Permissions(true, Map.of()));
    }

    /** Adds a person with these permissions to the organization of {@code anyone}. */
    public Actor person(Actor anyone, Permissions permissions) {
        int number = COUNTER.incrementAndGet();
        long profile = access.createProfile(Actor.system(anyone.org()), "Profile " + number, permissions)
                .id();
        User user = users.create(
                anyone.org(),
                "person" + number + "@example.org",
                "Person " + number,
                profile,
                Locale.ENGLISH,
                ZoneId.of("Europe/Berlin"));
        return Actor.person(anyone.org(), user.id());
    }

    /** Writes a record and returns its id. */
    public long record(Actor actor, String module, Map<String, ?> values) {
        return records.write(actor, WriteRequest.of(module, RecordChange.create(values)))
                .single()
                .id();
    }
}
