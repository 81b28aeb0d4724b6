package io.atelier.platform.api;

import io.atelier.platform.identity.User;
import io.atelier.platform.org.UserId;
import io.atelier.platform.record.Tag;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows tags as Zoho's clients know them. */
final class TagJson {
    private final Map<UserId, User> people;
    private final ZoneId zone;

    TagJson(Map<UserId, User> people, UserId reader) {
        this.people = people;
        User own = people.get(reader);
        this.zone = own == null ? ZoneId.of("UTC") : own.zone();
    }

    Map<String, @Nullable Object> whole(Tag tag) {
        Map<String, @Nullable Object> json = brief(tag);
        json.put("created_time", RecordJson.text(tag.createdTime().atZone(zone)));
        json.put("created_by", person(tag.createdBy()));
        json.put("modified_time", RecordJson.text(tag.modifiedTime().atZone(zone)));
        json.put("modified_by", person(tag.modifiedBy()));
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

    private Map<String, @Nullable Object> person(UserId id) {
        User user = people.get(id);
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", user == null ? null : user.name());
        json.put("id", Long.toString(id.value()));
        return json;
    }
}
