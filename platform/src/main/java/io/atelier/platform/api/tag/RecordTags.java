package io.atelier.platform.api.tag;

import io.atelier.platform.api.ApiParameters;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.Tag;
import io.atelier.platform.record.TagService;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Puts tags beside the fields of records: they are asked for as the field {@code Tag}, and are none. */
@Component
public final class RecordTags {
    public static final String NAME = "Tag";

    /** Where nobody asks for tags. */
    public static final Shown NONE = _ -> Map.of();

    private final TagService tags;

    RecordTags(TagService tags) {
        this.tags = tags;
    }

    /** Returns what stands beside the fields of a record. */
    @FunctionalInterface
    public interface Shown {
        Map<String, Object> apply(CrmRecord record);
    }

    /** Returns the fields without the tags. */
    public static List<String> without(List<String> fields) {
        return fields.stream().filter(name -> !name.equals(NAME)).toList();
    }

    /** Returns the tags of these records, read in one statement. */
    public Shown of(Actor actor, String module, List<CrmRecord> records) {
        Map<Long, List<Tag>> found = tags.ofRecords(
                actor, module, records.stream().map(CrmRecord::id).toList());
        return record -> Map.of(NAME, TagJson.ofRecord(found.getOrDefault(record.id(), List.of())));
    }

    /** Narrows the query to records with the tag that the parameter {@code tag} names, by its name or id. */
    public RecordQuery narrowed(RecordQuery query, Actor actor, HttpServletRequest request) {
        Optional<String> wanted = ApiParameters.find(request, "tag");
        if (wanted.isEmpty()) {
            return query;
        }
        String name = wanted.get().strip();
        return tags.tags(actor, query.module()).stream()
                .filter(tag -> tag.name().equalsIgnoreCase(name)
                        || Long.toString(tag.id()).equals(name))
                .findFirst()
                .map(tag -> query.tagged(tag.id()))
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.INVALID_DATA, "the module has no such tag", Map.of("param_name", "tag")));
    }
}
