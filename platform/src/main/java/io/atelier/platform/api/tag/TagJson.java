package io.atelier.platform.api.tag;

import io.atelier.platform.api.ApiReader;
import io.atelier.platform.record.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows tags as Zoho's clients know them. */
final class TagJson {
    private final ApiReader reader;

    TagJson(ApiReader reader) {
        this.reader = reader;
    }

    Map<String, @Nullable Object> whole(Tag tag) {
        Map<String, @Nullable Object> json = brief(tag);
        json.put("created_time", reader.time(tag.createdTime()));
        json.put("created_by", reader.named(tag.createdBy()));
        json.put("modified_time", reader.time(tag.modifiedTime()));
        json.put("modified_by", reader.named(tag.modifiedBy()));
        return json;
    }

    /** Returns the tags of a record. */
    static List<Map<String, @Nullable Object>> ofRecord(List<Tag> tags) {
        return tags.stream().map(TagJson::brief).toList();
    }

    private static Map<String, @Nullable Object> brief(Tag tag) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", tag.name());
        json.put("id", Long.toString(tag.id()));
        json.put("color_code", tag.colour().isEmpty() ? null : tag.colour());
        return json;
    }
}
