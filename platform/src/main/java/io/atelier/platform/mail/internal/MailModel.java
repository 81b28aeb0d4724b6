package io.atelier.platform.mail.internal;

import io.atelier.platform.identity.UserService;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.PicklistValue;
import io.atelier.platform.metadata.ValueCodec;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgService;
import io.atelier.platform.org.Organization;
import io.atelier.platform.record.CrmRecord;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a template sees: the record under its module's API name, {@code user} and {@code org}; plain data only. */
@Component
public class MailModel {
    public static final String USER = "user";
    public static final String ORG = "org";
    public static final Set<String> USER_FIELDS = Set.of("name", "email");
    public static final Set<String> ORG_FIELDS = Set.of("name");

    private final OrgService orgs;
    private final UserService users;
    private final InstantSource clock;

    MailModel(OrgService orgs, UserService users, InstantSource clock) {
        this.orgs = orgs;
        this.users = users;
        this.clock = clock;
    }

    /** Returns the data of a record that the actor read: fields out of the actor's sight are not in it. */
    Map<String, Object> ofRecord(Actor actor, ModuleDef module, CrmRecord record) {
        Organization org = orgs.get(actor.org());
        Locale language = Locale.of(org.language());
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", Long.toString(record.id()));
        Map<String, FieldDef> definitions = module.fieldsByName();
        record.values().forEach((name, value) -> {
            FieldDef field = definitions.get(name);
            if (field != null) {
                fields.put(name, shown(field, value, record.labels().get(name), language));
            }
        });
        return model(actor, org, module, fields);
    }

    /** Returns data of no record, to show what a template looks like. */
    Map<String, Object> sample(Actor actor, ModuleDef module, List<FieldDef> visible) {
        Organization org = orgs.get(actor.org());
        Locale language = Locale.of(org.language());
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", "1");
        visible.forEach(field -> fields.put(field.apiName(), sample(field, org, language)));
        return model(actor, org, module, fields);
    }

    private Map<String, Object> model(
            Actor actor, Organization org, ModuleDef module, Map<String, @Nullable Object> fields) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put(module.apiName(), fields);
        model.put(
                USER,
                users.find(actor.org(), actor.user())
                        .map(user -> Map.of("name", user.name(), "email", user.email()))
                        .orElseGet(() -> Map.of("name", org.name(), "email", "")));
        model.put(ORG, Map.of("name", org.name()));
        return model;
    }

    private static @Nullable Object shown(FieldDef field, FieldValue value, @Nullable String label, Locale language) {
        return switch (value) {
            case FieldValue.Null _ -> null;
            case FieldValue.Text(String text) -> field.type().isPicklist() ? label(field, text, language) : text;
            case FieldValue.Number(BigDecimal number) -> number;
            case FieldValue.Bool(boolean truth) -> truth;
            case FieldValue.Date(LocalDate date) -> date;
            case FieldValue.DateTime(var instant) -> instant;
            case FieldValue.MultiPicklist(List<String> values) ->
                values.stream().map(text -> label(field, text, language)).toList();
            case FieldValue.Lookup _, FieldValue.AnyLookup _ -> label;
            case FieldValue.Address(var parts) ->
                parts.values().stream()
                        .map(part -> String.valueOf(ValueCodec.toApi(part)))
                        .collect(Collectors.joining(", "));
            case FieldValue.Users _, FieldValue.Files _, FieldValue.Links _, FieldValue.Rows _ -> null;
        };
    }

    private static String label(FieldDef field, String value, Locale language) {
        return field.findValue(value)
                .map(PicklistValue::label)
                .map(text -> text.in(language))
                .orElse(value);
    }

    private Object sample(FieldDef field, Organization org, Locale language) {
        return switch (field.kind()) {
            case TEXT -> sampleText(field, language);
            case CHOICES -> List.of(firstLabel(field, language));
            case NUMBER -> field.scale() == 0 ? BigDecimal.TEN : new BigDecimal("1234.5");
            case DATE -> LocalDate.ofInstant(clock.instant(), org.zone());
            case DATETIME -> clock.instant();
            case BOOLEAN -> true;
            case RECORD, ANY_RECORD, USER, USERS, FILES, ADDRESS, LINKS, ROWS ->
                field.label().in(language);
        };
    }

    private static String sampleText(FieldDef field, Locale language) {
        if (field.type().isPicklist()) {
            return firstLabel(field, language);
        }
        return field.type() == FieldType.EMAIL
                ? "name@example.org"
                : field.type() == FieldType.PHONE
                        ? "+44 20 7946 0000"
                        : field.type() == FieldType.WEBSITE
                                ? "https://example.org"
                                : field.label().in(language);
    }

    private static String firstLabel(FieldDef field, Locale language) {
        return field.values().isEmpty()
                ? field.label().in(language)
                : field.values().getFirst().label().in(language);
    }

    Organization org(Actor actor) {
        return orgs.get(actor.org());
    }
}
