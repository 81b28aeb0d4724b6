package io.atelier.platform.record.internal;

import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.CriteriaParser;
import io.atelier.platform.file.FileService;
import io.atelier.platform.file.StoredFile;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.org.Actor;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Knows whether what a value points to exists for the actor: records, people, files. */
final class Targets {
    private final Actor actor;
    private final RecordReader reader;
    private final Supplier<Set<Long>> users;
    private final FileService files;
    /** Records that this very write is about to make. */
    private final Set<Long> arriving = new HashSet<>();

    Targets(Actor actor, RecordReader reader, Supplier<Set<Long>> users, FileService files) {
        this.actor = actor;
        this.reader = reader;
        this.users = users;
        this.files = files;
    }

    void arrive(Collection<Long> ids) {
        arriving.addAll(ids);
    }

    /** Returns those of the values that point to nothing the actor may see. */
    Set<FieldValue> missing(OrgModel model, FieldDef field, Set<FieldValue> wanted) {
        Map<String, Set<Long>> byModule = new HashMap<>();
        for (FieldValue value : wanted) {
            switch (value) {
                case FieldValue.Lookup(long id)
                when field.type() == FieldType.LOOKUP ->
                    byModule.computeIfAbsent(field.target(), _ -> new HashSet<>())
                            .add(id);
                case FieldValue.AnyLookup(String module, long id) ->
                    byModule.computeIfAbsent(module, _ -> new HashSet<>()).add(id);
                case FieldValue _ -> {}
            }
        }
        Map<String, Set<Long>> seen = new HashMap<>();
        byModule.forEach((module, ids) -> seen.put(module, visible(model.module(module), field, ids)));
        Set<FieldValue> missing = new HashSet<>();
        for (FieldValue value : wanted) {
            if (!exists(field, value, seen)) {
                missing.add(value);
            }
        }
        return missing;
    }

    private Set<Long> visible(ModuleDef module, FieldDef field, Set<Long> ids) {
        Set<Long> seen = new HashSet<>(ids);
        seen.retainAll(arriving);
        Set<Long> stored = new HashSet<>(ids);
        stored.removeAll(arriving);
        if (!stored.isEmpty()) {
            Criteria filter = field.properties() instanceof FieldProperties.Lookup lookup
                    ? CriteriaParser.parse(lookup.filter())
                    : Criteria.everything();
            seen.addAll(reader.visible(module, stored, filter));
        }
        return seen;
    }

    private boolean exists(FieldDef field, FieldValue value, Map<String, Set<Long>> seen) {
        return switch (value) {
            case FieldValue.Lookup(long id)
            when field.type() == FieldType.LOOKUP ->
                seen.getOrDefault(field.target(), Set.of()).contains(id);
            case FieldValue.Lookup(long id) -> users.get().contains(id);
            case FieldValue.AnyLookup(String module, long id) ->
                seen.getOrDefault(module, Set.of()).contains(id);
            case FieldValue.Users(List<Long> ids) -> users.get().containsAll(ids);
            case FieldValue.Files(List<Long> ids) -> ids.stream().allMatch(id -> mayUse(field, id));
            case FieldValue _ -> true;
        };
    }

    /** A file is named by a number that could be guessed: only who stored it may put it into a record. */
    private boolean mayUse(FieldDef field, long id) {
        return files.find(actor.org(), id)
                .filter(file -> actor.isSystem() || files.isOwn(actor, id))
                .filter(file -> fits(field, file))
                .isPresent();
    }

    private static boolean fits(FieldDef field, StoredFile file) {
        return field.type() == FieldType.IMAGEUPLOAD
                ? file.mediaType().startsWith("image/") && file.size() <= FieldProperties.Files.MAX_IMAGE_BYTES
                : file.size() <= FieldProperties.Files.MAX_FILE_BYTES;
    }

    static String message(FieldDef field) {
        return switch (field.kind()) {
            case FILES ->
                field.type() == FieldType.IMAGEUPLOAD
                        ? "One of the images does not exist, is no image, or is larger than 10 MB."
                        : "One of the files does not exist or is larger than 20 MB.";
            case USER, USERS -> "The user that this points to does not exist or is not active.";
            case TEXT, NUMBER, BOOLEAN, DATE, DATETIME, CHOICES, RECORD, ANY_RECORD, ADDRESS, LINKS, ROWS ->
                "The record that this points to does not exist.";
        };
    }
}
