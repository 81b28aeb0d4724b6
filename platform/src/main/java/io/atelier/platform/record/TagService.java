package io.atelier.platform.record;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.internal.RecordDoor;
import io.atelier.platform.record.internal.RecordScopes;
import io.atelier.platform.record.internal.TagStore;
import io.atelier.platform.record.internal.Transactions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tags of modules and the records that carry them. Tags are no field: to mark a record asks for the right to edit it and for
 * its locks, is told in its timeline, and leaves its version alone, so that it is in nobody's way.
 */
@Service
public class TagService {
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");

    private final RecordDoor door;
    private final RecordScopes scopes;
    private final TagStore store;
    private final MetadataService metadata;
    private final AccessService accessService;
    private final TimelineService timeline;
    private final Transactions transactions;
    private final IdGenerator ids;
    private final InstantSource clock;

    TagService(
            RecordDoor door,
            RecordScopes scopes,
            TagStore store,
            MetadataService metadata,
            AccessService accessService,
            TimelineService timeline,
            Transactions transactions,
            IdGenerator ids,
            InstantSource clock) {
        this.door = door;
        this.scopes = scopes;
        this.store = store;
        this.metadata = metadata;
        this.accessService = accessService;
        this.timeline = timeline;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /** Returns the module's tags by name. */
    @Transactional(readOnly = true, propagation = Propagation.SUPPORTS)
    public List<Tag> tags(Actor actor, String module) {
        requireModule(actor, module, Verb.READ);
        return store.all(actor.org(), module);
    }

    /** Returns a tag of a module that the actor may read, or fails with {@link ErrorCode#NOT_FOUND}. */
    @Transactional(readOnly = true, propagation = Propagation.SUPPORTS)
    public Tag get(Actor actor, long id) {
        OrgModel model = metadata.model(actor.org());
        Access access = accessService.of(actor);
        return store.find(actor.org(), id)
                .filter(tag -> model.findModule(tag.module())
                        .filter(module -> access.may(module, Verb.READ))
                        .isPresent())
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.NOT_FOUND, "There is no such tag.", Map.of("id", Long.toString(id))));
    }

    /**
     * Makes a tag; who may edit records of the module may.
     *
     * @param colour empty for none
     */
    public Tag create(Actor actor, String module, String name, String colour) {
        requireModule(actor, module, Verb.UPDATE);
        String good = requireName(name);
        requireColour(colour);
        return transactions.run(() -> {
            store.lock(actor.org(), module);
            if (find(store.all(actor.org(), module), good).isPresent()) {
                throw duplicate();
            }
            return insert(actor, module, good, colour);
        });
    }

    /** Gives a tag another name and colour, on every record; for who shapes the organization. */
    public Tag change(Actor actor, long id, String name, String colour) {
        accessService.of(actor).require(Permission.CUSTOMIZE);
        Tag before = get(actor, id);
        String good = requireName(name);
        requireColour(colour);
        return transactions.run(() -> {
            store.lock(actor.org(), before.module());
            if (find(store.all(actor.org(), before.module()), good)
                    .filter(other -> other.id() != id)
                    .isPresent()) {
                throw duplicate();
            }
            store.update(actor.org(), id, good, colour, actor.user(), now());
            return get(actor, id);
        });
    }

    /** Deletes a tag, which all records lose; for who shapes the organization. */
    public void delete(Actor actor, long id) {
        accessService.of(actor).require(Permission.CUSTOMIZE);
        get(actor, id);
        transactions.run(() -> {
            store.delete(actor.org(), id);
            return id;
        });
    }

    /**
     * Gives the records of one tag another of the same module, and deletes the first; for who shapes the organization.
     *
     * @return the tag that stays
     */
    public Tag merge(Actor actor, long gone, long stays) {
        accessService.of(actor).require(Permission.CUSTOMIZE);
        Tag from = get(actor, gone);
        Tag to = get(actor, stays);
        if (gone == stays || !from.module().equals(to.module())) {
            throw new PlatformException(
                    ErrorCode.INVALID_DATA,
                    "A tag is merged with another one of its module.",
                    Map.of("api_name", "conflict_id"));
        }
        return transactions.run(() -> {
            store.lock(actor.org(), to.module());
            store.merge(actor.org(), gone, stays);
            return to;
        });
    }

    /** Counts the records in use with the tag that the actor sees. */
    @Transactional(readOnly = true, propagation = Propagation.SUPPORTS)
    public long count(Actor actor, long id) {
        Tag tag = get(actor, id);
        OrgModel model = metadata.model(actor.org());
        return scopes.countTagged(model, accessService.of(actor), model.module(tag.module()), id);
    }

    /** Returns the tags of those records that the actor sees, by name; records without are left out. */
    @Transactional(readOnly = true, propagation = Propagation.SUPPORTS)
    public Map<Long, List<Tag>> ofRecords(Actor actor, String moduleName, Collection<Long> records) {
        ModuleDef module = requireModule(actor, moduleName, Verb.READ);
        Map<Long, List<Tag>> found = records.isEmpty() ? Map.of() : store.ofRecords(actor.org(), moduleName, records);
        if (found.isEmpty()) {
            return found;
        }
        OrgModel model = metadata.model(actor.org());
        Set<Long> seen = scopes.seen(model, accessService.of(actor), module, found.keySet());
        Map<Long, List<Tag>> visible = new HashMap<>(found);
        visible.keySet().retainAll(seen);
        return visible;
    }

    /**
     * Marks records; tags that the module does not have yet are made.
     *
     * @param records 1 to {@link Tag#MAX_RECORDS}
     * @param names at least one, unless what the records have is replaced
     * @param replace takes away the tags that are not named
     * @return what became of each record, in order
     */
    public List<Tagged> add(Actor actor, String module, List<Long> records, List<String> names, boolean replace) {
        requireModule(actor, module, Verb.UPDATE);
        requireRecords(records);
        if (names.size() > Tag.MAX_PER_RECORD) {
            throw tooMany();
        }
        List<String> good = names.stream().map(TagService::requireName).toList();
        requireNames(good, replace);
        return transactions.run(() -> {
            store.lock(actor.org(), module);
            List<Tag> wanted = made(actor, module, good);
            return each(actor, module, records, has -> {
                Map<Long, Tag> after = new LinkedHashMap<>();
                if (!replace) {
                    has.forEach(tag -> after.put(tag.id(), tag));
                }
                wanted.forEach(tag -> after.put(tag.id(), tag));
                return List.copyOf(after.values());
            });
        });
    }

    /** Takes tags from records; names that are no tags do not matter. */
    public List<Tagged> remove(Actor actor, String module, List<Long> records, List<String> names) {
        requireModule(actor, module, Verb.UPDATE);
        requireRecords(records);
        List<String> good = names.stream().map(TagService::requireName).toList();
        requireNames(good, false);
        Set<String> gone = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        gone.addAll(good);
        return transactions.run(() -> {
            store.lock(actor.org(), module);
            return each(
                    actor,
                    module,
                    records,
                    has -> has.stream()
                            .filter(tag -> !gone.contains(tag.name()))
                            .toList());
        });
    }

    /** Says which tags a record has after it had others. */
    @FunctionalInterface
    private interface Change {
        List<Tag> after(List<Tag> before);
    }

    private List<Tagged> each(Actor actor, String module, List<Long> records, Change change) {
        Map<Long, Tagged> results = new HashMap<>();
        // In one order, whatever the request's, so that no two wait for each other.
        for (long record : new TreeSet<>(records)) {
            try {
                door.requireEditable(actor, module, record);
                results.put(record, mark(actor, module, record, change));
            } catch (PlatformException e) {
                results.put(record, new Tagged.Refused(record, e));
            }
        }
        List<Tagged> inOrder = new ArrayList<>();
        records.forEach(record -> inOrder.add(results.get(record)));
        return inOrder;
    }

    private Tagged mark(Actor actor, String module, long record, Change change) {
        List<Tag> before = store.ofRecords(actor.org(), module, List.of(record)).getOrDefault(record, List.of());
        List<Tag> after = change.after(before);
        if (after.size() > Tag.MAX_PER_RECORD) {
            throw tooMany();
        }
        if (!Set.copyOf(ids(after)).equals(Set.copyOf(ids(before)))) {
            store.mark(actor.org(), module, record, ids(after));
            timeline.note(
                    actor, module, record, "tags_changed", Map.of("before", names(before), "after", names(after)));
        }
        return new Tagged.Done(record, after);
    }

    private List<Tag> made(Actor actor, String module, List<String> names) {
        List<Tag> all = new ArrayList<>(store.all(actor.org(), module));
        List<Tag> wanted = new ArrayList<>();
        for (String name : names) {
            Tag tag = find(all, name).orElseGet(() -> insert(actor, module, name, ""));
            all.add(tag);
            wanted.add(tag);
        }
        return wanted;
    }

    /** The module's tags must be locked. */
    private Tag insert(Actor actor, String module, String name, String colour) {
        if (store.all(actor.org(), module).size() >= Tag.MAX_PER_MODULE) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "A module has at most 100 tags. Merge or delete some first.",
                    Map.of("limit", Tag.MAX_PER_MODULE));
        }
        Instant now = now();
        Tag tag = new Tag(ids.next(), module, name, colour, actor.user(), now, actor.user(), now);
        store.insert(actor.org(), tag);
        return tag;
    }

    private static Optional<Tag> find(List<Tag> tags, String name) {
        return tags.stream()
                .filter(tag -> tag.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    private ModuleDef requireModule(Actor actor, String name, Verb verb) {
        ModuleDef module = metadata.model(actor.org()).module(name);
        accessService.of(actor).require(module, verb);
        return module;
    }

    private static void requireRecords(List<Long> records) {
        if (records.isEmpty() || records.size() > Tag.MAX_RECORDS) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "1 to 100 records are marked at once.",
                    Map.of("api_name", "ids", "limit", Tag.MAX_RECORDS));
        }
    }

    private static void requireNames(List<String> names, boolean mayBeNone) {
        if (names.isEmpty() && !mayBeNone) {
            throw new PlatformException(
                    ErrorCode.MANDATORY_NOT_FOUND, "Name at least one tag.", Map.of("api_name", "tags"));
        }
    }

    /** A comma separates names in older clients' requests. */
    private static String requireName(String name) {
        String good = name.strip();
        if (good.isEmpty() || good.contains(",") || good.chars().anyMatch(Character::isISOControl)) {
            throw new PlatformException(
                    ErrorCode.INVALID_DATA,
                    "A tag's name has characters other than commas.",
                    Map.of("api_name", "name", "expected_data_type", "text"));
        }
        if (good.codePointCount(0, good.length()) > Tag.MAX_NAME) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "A tag's name has at most 25 characters.",
                    Map.of("api_name", "name", "maximum_length", Tag.MAX_NAME));
        }
        return good;
    }

    private static void requireColour(String colour) {
        if (!colour.isEmpty() && !COLOUR.matcher(colour).matches()) {
            throw new PlatformException(
                    ErrorCode.INVALID_DATA,
                    "A colour is written as #57B1FD.",
                    Map.of("api_name", "color_code", "expected_data_type", "text"));
        }
    }

    private static PlatformException duplicate() {
        return new PlatformException(
                ErrorCode.DUPLICATE_DATA, "The module has a tag of this name.", Map.of("api_name", "name"));
    }

    private static PlatformException tooMany() {
        return new PlatformException(
                ErrorCode.LIMIT_EXCEEDED,
                "A record has at most 10 tags.",
                Map.of("api_name", "tags", "limit", Tag.MAX_PER_RECORD));
    }

    private static List<Long> ids(List<Tag> tags) {
        return tags.stream().map(Tag::id).toList();
    }

    private static List<String> names(List<Tag> tags) {
        return tags.stream().map(Tag::name).toList();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
