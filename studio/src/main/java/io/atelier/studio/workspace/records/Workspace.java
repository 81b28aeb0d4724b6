package io.atelier.studio.workspace.records;

import com.vaadin.flow.spring.annotation.SpringComponent;
import com.vaadin.flow.spring.annotation.VaadinSessionScope;
import io.atelier.platform.access.Access;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.Operator;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.SystemField;
import io.atelier.platform.metadata.ValueKind;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgService;
import io.atelier.platform.org.UserId;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.RecordService;
import io.atelier.studio.component.FieldEditor;
import io.atelier.studio.component.LookupItem;
import io.atelier.studio.component.ValueText;
import io.atelier.studio.shell.CurrentActor;
import io.atelier.studio.shell.Translations;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The signed-in person's model, rights, formats and lookups, as the views of records need them. */
@SpringComponent
@VaadinSessionScope
public class Workspace {
    private final CurrentActor current;
    private final MetadataService metadata;
    private final RecordService records;
    private final UserService users;
    private final OrgService orgs;
    private final Translations texts;

    Workspace(
            CurrentActor current,
            MetadataService metadata,
            RecordService records,
            UserService users,
            OrgService orgs,
            Translations texts) {
        this.current = current;
        this.metadata = metadata;
        this.records = records;
        this.users = users;
        this.orgs = orgs;
        this.texts = texts;
    }

    public Actor actor() {
        return current.actor();
    }

    public Access access() {
        return current.access();
    }

    public OrgModel model() {
        return metadata.model(actor().org());
    }

    /** Returns a module that the person may read; any other does not exist. */
    public Optional<ModuleDef> findModule(String name) {
        return model().findModule(name).filter(module -> access().may(module, Verb.READ));
    }

    public ModuleDef module(String name) {
        return findModule(name)
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.INVALID_MODULE, "There is no such module.", Map.of("module", name)));
    }

    public Locale locale() {
        return current.locale();
    }

    public ValueText values() {
        return new ValueText(
                locale(),
                current.zone(),
                orgs.get(actor().org()).currency(),
                text("record.value.yes"),
                text("record.value.no"));
    }

    public String text(String key, Object... parameters) {
        return texts.getTranslation(key, locale(), parameters);
    }

    /** Says what is wrong with a field's value, in the person's language where there is a text for it. */
    public String text(Violation violation) {
        return switch (violation.code()) {
            case MANDATORY_NOT_FOUND -> text("record.problem.mandatory");
            case RECORD_MODIFIED -> text("record.problem.modified");
            case DUPLICATE_DATA -> text("record.problem.duplicate");
            default -> violation.message();
        };
    }

    public FieldEditor editor(FieldDef field) {
        return FieldEditor.of(field, locale(), current.zone(), this::lookup);
    }

    /** Returns the field if the person may change it. */
    public Optional<FieldDef> editable(ModuleDef module, String field) {
        Access access = access();
        return access.findField(module, field).filter(f -> access.mayWrite(module, f));
    }

    private List<LookupItem> lookup(FieldDef field, String text, int limit) {
        return field.kind() == ValueKind.USER ? people(text, limit) : targets(field, text, limit);
    }

    /** Returns the records that were changed last, by what they are called. */
    public List<LookupItem> newest(ModuleDef module, int limit) {
        RecordQuery query = RecordQuery.of(module.apiName(), List.of(module.displayField()), limit)
                .sortedBy(SystemField.MODIFIED_TIME.definition().apiName(), true);
        return records.query(actor(), query).records().stream()
                .map(record -> new LookupItem(record.id(), nameOf(module, record)))
                .toList();
    }

    /** Returns what a stored lookup points to, by its name where the person may see it. */
    public LookupItem lookupItem(FieldDef field, long id) {
        String unknown = "#" + id;
        if (field.kind() == ValueKind.USER) {
            String name =
                    users.find(actor().org(), new UserId(id)).map(User::name).orElse(unknown);
            return new LookupItem(id, name);
        }
        String name = findModule(field.target())
                .flatMap(target -> records.find(actor(), target.apiName(), id).map(record -> nameOf(target, record)))
                .orElse(unknown);
        return new LookupItem(id, name);
    }

    private List<LookupItem> people(String text, int limit) {
        String wanted = text.toLowerCase(locale());
        return users.all(actor().org()).stream()
                .filter(User::active)
                .filter(user -> user.name().toLowerCase(locale()).contains(wanted))
                .limit(limit)
                .map(user -> new LookupItem(user.id().value(), user.name()))
                .toList();
    }

    private List<LookupItem> targets(FieldDef field, String text, int limit) {
        ModuleDef target = model().module(field.target());
        if (!access().may(target, Verb.READ)) {
            return List.of();
        }
        String name = target.displayField();
        Criteria criteria =
                text.isBlank() ? Criteria.everything() : Criteria.compare(name, Operator.CONTAINS, text.strip());
        return records
                .query(
                        actor(),
                        RecordQuery.of(target.apiName(), List.of(name), limit)
                                .where(criteria)
                                .sortedBy(name, false))
                .records()
                .stream()
                .map(record -> new LookupItem(record.id(), record.text(name)))
                .toList();
    }

    /** Returns what to call the record: its display field, or its number. */
    public String nameOf(ModuleDef module, CrmRecord record) {
        String name = record.text(module.displayField());
        return name.isEmpty() ? "#" + record.id() : name;
    }
}
