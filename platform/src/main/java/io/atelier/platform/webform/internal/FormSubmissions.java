package io.atelier.platform.webform.internal;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.ValueCodec;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Channel;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgService;
import io.atelier.platform.org.UserId;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.record.WriteResult;
import io.atelier.platform.webform.WebForm;
import io.atelier.platform.webform.WebFormData.FormField;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds forms by their key and writes what they send. */
@Service
public class FormSubmissions {
    private static final Logger log = LoggerFactory.getLogger(FormSubmissions.class);

    private final WebFormStore store;
    private final OrgService orgs;
    private final MetadataService metadata;
    private final RecordService records;

    FormSubmissions(WebFormStore store, OrgService orgs, MetadataService metadata, RecordService records) {
        this.store = store;
        this.orgs = orgs;
        this.metadata = metadata;
        this.records = records;
    }

    /** A form and what it asks about. */
    record Found(OrgId org, WebForm form, ModuleDef module) {}

    /** What became of a submission. */
    sealed interface Outcome {
        record Accepted() implements Outcome {}

        /** By API name. */
        record Faulty(Map<String, String> errors) implements Outcome {}

        /** The form's owner may not write any more; an administrator must see to it. */
        record Unavailable() implements Outcome {}
    }

    @Transactional(readOnly = true)
    public Optional<Found> find(String key) {
        return FormKeys.org(key)
                .filter(org -> orgs.find(org).isPresent())
                .flatMap(org -> store.findByKey(org, key)
                        .flatMap(form -> metadata.model(org)
                                .findModule(form.data().module())
                                .map(module -> new Found(org, form, module))));
    }

    /** Writes what the form asks for and nothing else. */
    @Transactional
    public Outcome submit(Found found, Map<String, List<String>> sent, Locale language) {
        WebForm form = found.form();
        if (!sent.getOrDefault(FormHtml.TRAP, List.of()).stream().allMatch(String::isEmpty)) {
            store.count(found.org(), form.id(), 0, 0, 1);
            return new Outcome.Accepted();
        }
        Map<String, String> errors = new LinkedHashMap<>();
        Map<String, Object> values = new LinkedHashMap<>();
        ZoneId zone = orgs.get(found.org()).zone();
        for (FormField asked : form.data().fields()) {
            found.module()
                    .findField(asked.field())
                    .filter(FormRules::isAskable)
                    .ifPresent(field -> bind(asked, field, sent, zone, language, values, errors));
        }
        if (!errors.isEmpty()) {
            return new Outcome.Faulty(errors);
        }
        return write(found, values, ignored(form, sent), language);
    }

    private static void bind(
            FormField asked,
            FieldDef field,
            Map<String, List<String>> sent,
            ZoneId zone,
            Locale language,
            Map<String, Object> values,
            Map<String, String> errors) {
        List<String> texts = sent.getOrDefault(field.apiName(), List.of()).stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
        if (field.type() == FieldType.BOOLEAN) {
            values.put(field.apiName(), !texts.isEmpty() && !texts.getFirst().equalsIgnoreCase("false"));
            return;
        }
        if (texts.isEmpty()) {
            if (asked.required() || field.required()) {
                errors.put(field.apiName(), FormText.REQUIRED.in(language));
            }
            return;
        }
        boolean several = field.type() == FieldType.MULTISELECTPICKLIST;
        Object value = several ? texts : text(field, texts.getFirst(), zone);
        boolean tooMany = !several && texts.size() > 1;
        if (tooMany || ValueCodec.parse(field, value) instanceof ValueCodec.Parsed.Bad) {
            errors.put(field.apiName(), FormText.NOT_GOOD.in(language));
        } else {
            values.put(field.apiName(), value);
        }
    }

    /** A browser sends a time without its zone; it means the organization's. */
    private static String text(FieldDef field, String text, ZoneId zone) {
        if (field.type() != FieldType.DATETIME) {
            return text;
        }
        try {
            return LocalDateTime.parse(text).atZone(zone).toOffsetDateTime().toString();
        } catch (DateTimeException _) {
            return text;
        }
    }

    private static int ignored(WebForm form, Map<String, List<String>> sent) {
        List<String> known = form.data().fields().stream().map(FormField::field).toList();
        return (int) sent.keySet().stream()
                .filter(name -> !known.contains(name) && !name.equals(FormHtml.TRAP))
                .count();
    }

    private Outcome write(Found found, Map<String, Object> values, int ignored, Locale language) {
        WebForm form = found.form();
        Actor owner = new Actor(
                found.org(),
                new UserId(form.data().ownerUser()),
                Channel.WEB_FORM,
                form.data().name(),
                0);
        WriteResult result;
        try {
            result = records.write(
                    owner,
                    new WriteRequest(
                            found.module().apiName(),
                            WriteRequest.OperationKind.WEB_FORM,
                            WriteRequest.Atomicity.EACH_ROW,
                            List.of(RecordChange.create(values))));
        } catch (PlatformException e) {
            log.warn("Form {} of {} cannot write: {}", form.id(), found.org().schema(), e.code());
            throw e;
        }
        return switch (result.rows().getFirst()) {
            case WriteResult.Saved _ -> {
                store.count(found.org(), form.id(), 1, ignored, 0);
                yield new Outcome.Accepted();
            }
            case WriteResult.Rejected rejected -> rejected(found, rejected.violations(), language);
        };
    }

    /** A stranger must not learn by asking who is known here: what is there already is thanked for like what is new. */
    private static Outcome rejected(Found found, List<Violation> violations, Locale language) {
        if (violations.stream().allMatch(violation -> violation.code() == ErrorCode.DUPLICATE_DATA)) {
            log.info(
                    "Form {} of {} was sent a unique value that another record has; nothing was written",
                    found.form().id(),
                    found.org().schema());
            return new Outcome.Accepted();
        }
        return faulty(found.form(), violations, language);
    }

    /** Tells only of fields that the form has: the rest is not the stranger's business. */
    private static Outcome faulty(WebForm form, List<Violation> violations, Locale language) {
        Map<String, String> errors = new LinkedHashMap<>();
        for (Violation violation : violations) {
            if (violation.code() != ErrorCode.DUPLICATE_DATA
                    && form.data().fields().stream()
                            .anyMatch(field -> field.field().equals(violation.path()))) {
                errors.put(violation.path(), FormText.NOT_GOOD.in(language));
            }
        }
        return errors.isEmpty() ? new Outcome.Unavailable() : new Outcome.Faulty(errors);
    }
}
