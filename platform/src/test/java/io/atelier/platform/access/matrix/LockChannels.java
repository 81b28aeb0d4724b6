package io.atelier.platform.access.matrix;

import static io.atelier.platform.access.matrix.Channels.nothing;
import static io.atelier.platform.access.matrix.Channels.row;

import io.atelier.platform.record.ExplainService;
import io.atelier.platform.record.LockingConfigurationService;
import io.atelier.platform.record.LockingData;
import io.atelier.platform.record.RecordLock;
import io.atelier.platform.record.RecordLockService;
import io.atelier.platform.testing.Api;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What locks and the explainer tell of records: that they are there, to those who see them. */
@Component
class LockChannels implements Channels {
    private final LockingConfigurationService configurations;
    private final RecordLockService locks;
    private final ExplainService explanations;
    private final Api api;
    private final Map<String, Long> taken = new HashMap<>();

    LockChannels(
            LockingConfigurationService configurations, RecordLockService locks, ExplainService explanations, Api api) {
        this.configurations = configurations;
        this.locks = locks;
        this.explanations = explanations;
        this.api = api;
    }

    @Override
    public void prepare(World world) {
        for (Place place : Place.ALL) {
            configurations.create(world.admin(), LockingData.byHand(place.module()));
            RecordLock lock = locks.lock(world.admin(), place.module(), world.id(place), "kept");
            taken.put(place.module(), lock.byHand().orElseThrow().id());
        }
    }

    /** What is locked is merged with nothing. */
    @Override
    public boolean disturbs() {
        return true;
    }

    @Override
    public List<ReadChannel> in(World world) {
        return List.of(
                row(
                        "RecordLockService.lockOf",
                        (p, at) -> told(
                                at,
                                locks.lockOf(p.actor(), at.module(), world.id(at))
                                        .isPresent())),
                row(
                        "RecordLockService.locks",
                        (p, at) -> told(
                                at,
                                !locks.locks(p.actor(), at.module(), List.of(world.id(at)))
                                        .isEmpty())),
                row(
                        "GET /crm/v8/{module}/{id}/Locking_Information__s",
                        (p, at) -> told(at, get(p, world, at, "").contains("kept"))),
                row(
                        "GET /crm/v8/{module}/{id}/Locking_Information__s/{idOfLock}",
                        (p, at) -> told(
                                at,
                                get(p, world, at, "/" + taken.get(at.module())).contains("kept"))),
                nothing(
                        "RecordLockService.mayLock",
                        "",
                        (p, at) -> locks.mayLock(p.actor(), at.module(), world.id(at))),
                nothing("ExplainService.own", "", (p, at) -> explanations.own(p.actor(), at.module(), world.id(at))),
                nothing(
                        "ExplainService.people",
                        "",
                        (p, at) -> explanations.people(p.actor(), at.module(), world.id(at))));
    }

    private String get(Person person, World world, Place place, String lock) {
        String path = "/crm/v8/" + place.module() + "/" + world.id(place) + "/Locking_Information__s" + lock;
        return api.send(person.actor(), "GET", path, "").body();
    }

    /** To be told of a lock tells that there is the record. */
    private static String told(Place place, boolean there) {
        return there ? place.nameCanary() : "";
    }
}
