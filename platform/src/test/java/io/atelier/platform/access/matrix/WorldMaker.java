package io.atelier.platform.access.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.Role.RoleData;
import io.atelier.platform.access.RoleService;
import io.atelier.platform.access.SetupService;
import io.atelier.platform.access.SharingService;
import io.atelier.platform.common.Label;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.LayoutDef;
import io.atelier.platform.metadata.ListViewDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.ModuleHead;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.metadata.SchemaPlan;
import io.atelier.platform.metadata.SectionDef;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.record.WriteResult;
import io.atelier.platform.testing.Api;
import io.atelier.platform.testing.Given;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/** Makes {@link World}s. */
@Component
class WorldMaker {
    private final Given given;
    private final RoleService roles;
    private final SharingService sharing;
    private final SetupService setup;
    private final RecordService records;
    private final Api api;

    WorldMaker(
            Given given,
            RoleService roles,
            SharingService sharing,
            SetupService setup,
            RecordService records,
            Api api) {
        this.given = given;
        this.roles = roles;
        this.sharing = sharing;
        this.setup = setup;
        this.records = records;
        this.api = api;
    }

    World make() {
        Actor admin = given.administrator();
        Map<String, Long> roleIds = new HashMap<>();
        OptionalLong above = OptionalLong.empty();
        for (String role : List.of("Director", "Seller", "Buyer")) {
            roleIds.put(
                    role,
                    roles.create(admin, new RoleData(role, "", above, false)).id());
            above = OptionalLong.of(roleIds.get("Director"));
        }
        Place.ALL.forEach(place -> sharing.changeDefault(admin, place.module(), place.sharing()));
        Actor victim = given.person(admin, new Permissions(false, Map.of()));
        roles.assign(admin, victim.user(), roleIds.get("Seller"));
        List<Person> people = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (String role : World.ROLES) {
                Actor actor = given.person(admin, kind.permissions());
                if (!role.isEmpty()) {
                    roles.assign(admin, actor.user(), roleIds.get(role));
                }
                api.letIn(admin, actor);
                people.add(new Person(actor, kind, role));
            }
        }
        return filled(admin, victim, people);
    }

    /** Makes an organization of two people, whose records all hold the word. */
    World small(String word) {
        Actor admin = given.administrator();
        Actor victim = given.person(admin, new Permissions(false, Map.of()));
        World world = filled(admin, victim, List.of());
        world.ids()
                .forEach((module, id) -> records.write(
                                admin, WriteRequest.of(module, RecordChange.update(id, Map.of("Description", word))))
                        .single());
        return world;
    }

    private World filled(Actor admin, Actor victim, List<Person> people) {
        Map<String, Long> ids = new HashMap<>();
        Map<String, Long> twins = new HashMap<>();
        Map<String, Long> recycled = new HashMap<>();
        Map<String, Long> madeBy = new HashMap<>();
        for (Place place : Place.ALL) {
            WriteResult made =
                    records.write(victim, WriteRequest.of(place.module(), RecordChange.create(place.values())));
            ids.put(place.module(), made.single().id());
            madeBy.put(place.module(), made.operationId());
            twins.put(place.module(), given.record(victim, place.module(), place.values()));
            long gone = given.record(victim, place.module(), place.values());
            records.write(victim, WriteRequest.of(place.module(), new RecordChange.Delete(gone)));
            recycled.put(place.module(), gone);
        }
        makePointers(admin);
        Map<String, Object> pointing = new HashMap<>(Map.of("Name", "Pointer"));
        Place.ALL.forEach(place -> pointing.put(place.pointer(), Long.toString(ids.get(place.module()))));
        List<Long> pointers = List.of(
                given.record(admin, World.POINTERS, Map.of("Name", "Before")),
                given.record(admin, World.POINTERS, pointing),
                given.record(admin, World.POINTERS, Map.of("Name", "Behind")));
        return new World(admin, victim, List.copyOf(people), ids, twins, recycled, madeBy, pointers);
    }

    private void makePointers(Actor admin) {
        List<FieldDef> fields = new ArrayList<>();
        fields.add(FieldDef.of("Name", Label.of("Name"), FieldType.TEXT));
        Place.ALL.forEach(place -> fields.add(FieldDef.of(place.pointer(), Label.of(place.module()), FieldType.LOOKUP)
                .with(new FieldProperties.Lookup(place.module(), Optional.of(Label.of("Pointers")), ""))));
        List<String> names = fields.stream().map(FieldDef::apiName).toList();
        SchemaPlan plan = setup.plan(
                admin,
                List.of(new SchemaChange.CreateModule(ModuleDef.of(
                        ModuleHead.of(World.POINTERS, Label.of("Pointer"), Label.of("Pointers"), "cube", "Name", true),
                        fields,
                        new LayoutDef(List.of(new SectionDef(Label.of("Pointer"), 1, names))),
                        new ListViewDef(List.of("Name"), "Created_Time", true)))));
        assertThat(plan.problems()).isEmpty();
        setup.apply(admin, plan);
    }
}
