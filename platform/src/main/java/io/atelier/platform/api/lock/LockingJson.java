package io.atelier.platform.api.lock;

import io.atelier.platform.access.Profile;
import io.atelier.platform.api.ApiParameters;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.expression.CriteriaJson;
import io.atelier.platform.expression.CriteriaParser;
import io.atelier.platform.record.LockingConfiguration;
import io.atelier.platform.record.LockingData;
import io.atelier.platform.record.LockingRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Configurations of locks in the JSON form of Zoho's, with two keys more: {@code locking_profiles}, who may lock by hand,
 * and {@code excluded_fields} of each rule.
 */
final class LockingJson {
    /** What a lock keeps from everybody whom it binds. */
    private static final List<String> RESTRICTED =
            List.of("update", "delete", "change_owner", "mass_update", "merge", "undo");

    private LockingJson() {}

    static Map<String, Object> write(LockingConfiguration configuration, List<Profile> profiles) {
        LockingData data = configuration.data();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", Long.toString(configuration.id()));
        json.put("feature_type", "record_locking");
        json.put("lock_type", data.rules().isEmpty() ? "manual" : data.byHand() ? "both" : "automatic");
        json.put("locking_profiles", profiles(data.lockingProfiles(), profiles));
        json.put("locking_rules", data.rules().stream().map(LockingJson::rule).toList());
        json.put("lock_excluded_profiles", profiles(data.exemptProfiles(), profiles));
        json.put("excluded_fields", fields(data.exemptFields()));
        json.put("restricted_actions", RESTRICTED);
        json.put(
                "modified_by",
                Map.of("id", Long.toString(configuration.modifiedBy().value())));
        json.put("modified_time", configuration.modifiedTime().toString());
        return json;
    }

    private static Map<String, Object> rule(LockingRule rule) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", Long.toString(rule.id()));
        json.put("name", rule.name());
        json.put("criteria", CriteriaJson.write(CriteriaParser.parse(rule.criteria())));
        json.put("excluded_fields", fields(rule.exemptFields()));
        return json;
    }

    private static List<Map<String, String>> profiles(List<Long> ids, List<Profile> profiles) {
        return profiles.stream()
                .filter(profile -> ids.contains(profile.id()))
                .map(profile -> Map.of("id", Long.toString(profile.id()), "name", profile.name()))
                .toList();
    }

    private static List<Map<String, String>> fields(List<String> names) {
        return names.stream().map(name -> Map.of("api_name", name)).toList();
    }

    /** Returns what the request makes of the data: keys that it does not name stay, and so do rules. */
    static LockingData read(LockingData before, Map<?, ?> json) {
        Object type = json.get("lock_type");
        boolean byHand = type == null ? before.byHand() : !is(type, "automatic");
        List<LockingRule> rules = rules(before.rules(), json.get("locking_rules"));
        return new LockingData(
                before.module(),
                byHand,
                json.containsKey("locking_profiles")
                        ? ids(json.get("locking_profiles"), "locking_profiles")
                        : before.lockingProfiles(),
                type != null && is(type, "manual") ? List.of() : rules,
                json.containsKey("lock_excluded_profiles")
                        ? ids(json.get("lock_excluded_profiles"), "lock_excluded_profiles")
                        : before.exemptProfiles(),
                json.containsKey("excluded_fields") ? names(json.get("excluded_fields")) : before.exemptFields());
    }

    private static boolean is(Object type, String wanted) {
        return switch (type.toString()) {
            case "manual", "automatic", "both" -> type.toString().equals(wanted);
            default -> throw invalid("lock_type", "manual, automatic or both");
        };
    }

    /** A rule with an id is changed, one without is new, one with {@code _delete} goes, others stay. */
    private static List<LockingRule> rules(List<LockingRule> before, @Nullable Object json) {
        List<LockingRule> rules = new ArrayList<>(before);
        for (Object each : list(json, "locking_rules")) {
            if (!(each instanceof Map<?, ?> wish)) {
                throw invalid("locking_rules", "a list of rules");
            }
            long id = wish.get("id") == null ? 0 : ApiParameters.id(String.valueOf(wish.get("id")));
            LockingRule known = before.stream()
                    .filter(rule -> rule.id() == id && id != 0)
                    .findFirst()
                    .orElse(new LockingRule(id, "", "", List.of()));
            LockingRule changed = rule(known, wish);
            boolean gone = Boolean.TRUE.equals(wish.get("_delete"));
            int place = rules.indexOf(known);
            if (place < 0) {
                rules.add(changed);
            } else if (gone) {
                rules.remove(place);
            } else {
                rules.set(place, changed);
            }
        }
        return rules;
    }

    private static LockingRule rule(LockingRule known, Map<?, ?> wish) {
        return new LockingRule(
                known.id(),
                wish.get("name") == null ? known.name() : String.valueOf(wish.get("name")),
                wish.get("criteria") instanceof Map<?, ?> criteria
                        ? CriteriaJson.read(criteria).toText()
                        : known.criteria(),
                wish.containsKey("excluded_fields") ? names(wish.get("excluded_fields")) : known.exemptFields());
    }

    private static List<Long> ids(@Nullable Object json, String name) {
        return list(json, name).stream()
                .map(each -> each instanceof Map<?, ?> profile ? profile.get("id") : each)
                .map(id -> ApiParameters.id(Objects.toString(id)))
                .toList();
    }

    private static List<String> names(@Nullable Object json) {
        return list(json, "excluded_fields").stream()
                .map(each -> Objects.toString(each instanceof Map<?, ?> field ? field.get("api_name") : each))
                .toList();
    }

    private static List<?> list(@Nullable Object json, String name) {
        return switch (json) {
            case null -> List.of();
            case List<?> list -> list;
            default -> throw invalid(name, "a list");
        };
    }

    private static PlatformException invalid(String name, String wanted) {
        return new PlatformException(
                ErrorCode.INVALID_DATA,
                "invalid data",
                Map.of(
                        "api_name",
                        name,
                        "expected",
                        wanted,
                        "json_path",
                        "$.record_locking_configurations[0]." + name));
    }
}
