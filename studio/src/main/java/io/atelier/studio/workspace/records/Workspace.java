package io.atelier.studio.workspace.records;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AttachmentType;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import com.vaadin.flow.spring.annotation.SpringComponent;
import com.vaadin.flow.spring.annotation.VaadinSessionScope;
import io.atelier.platform.access.Access;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.FieldNames;
import io.atelier.platform.expression.Operator;
import io.atelier.platform.expression.ValueType;
import io.atelier.platform.file.FileService;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.SystemField;
import io.atelier.platform.metadata.ValueKind;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgService;
import io.atelier.platform.org.UserId;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.RecordService;
import io.atelier.studio.component.CriteriaField;
import io.atelier.studio.component.EditorContext;
import io.atelier.studio.component.FieldEditor;
import io.atelier.studio.component.LookupItem;
import io.atelier.studio.component.ValueText;
import io.atelier.studio.shell.CurrentActor;
import io.atelier.studio.shell.Translations;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The signed-in person's model, rights, formats and lookups, as the views of records need them. */
@SpringComponent
@VaadinSessionScope
public class Workspace {
    /** Never a type by which a browser would run what somebody uploaded. */
    private static final String FILE_TYPE = "application/octet-stream";

    /** The place of a subform's row among its kind, which the rows' order shows already. */
    private static final String ROW_NUMBER = "Row_Number";

    private final CurrentActor current;
    private final MetadataService metadata;
    private final RecordService records;
    private final UserService users;
    private final OrgService orgs;
    private final FileService files;
    private final Translations texts;

    Workspace(
            CurrentActor current,
            MetadataService metadata,
            RecordService records,
            UserService users,
            OrgService orgs,
            FileService files,
            Translations texts) {
        this.current = current;
        this.metadata = metadata;
        this.records = records;
        this.users = users;
        this.orgs = orgs;
        this.files = files;
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

    public ZoneId zone() {
        return current.zone();
    }

    public ValueText values() {
        return new ValueText(
                current.formats(),
                orgs.get(actor().org()).currency(),
                new ValueText.Words(
                        text("record.value.yes"),
                        text("record.value.no"),
                        count -> texts.plural("record.value.files", locale(), count),
                        count -> texts.plural("record.value.rows", locale(), count)));
    }

    public String text(String key, Object... parameters) {
        return texts.getTranslation(key, locale(), parameters);
    }

    /** Says what is wrong with a field's value, in the person's language where there is a text for it. */
    public String text(Violation violation) {
        return switch (violation.code()) {
            case MANDATORY_NOT_FOUND -> text("record.problem.mandatory");
            case RECORD_MODIFIED -> text("record.problem.modified");
            case RECORD_LOCKED -> text("record.problem.locked");
            case DUPLICATE_DATA -> text("record.problem.duplicate");
            default -> violation.message();
        };
    }

    public FieldEditor editor(ModuleDef module, FieldDef field) {
        return FieldEditor.of(field, editors(module));
    }

    /** Returns what the editors of the module's fields ask for. */
    public EditorContext editors(ModuleDef module) {
        return new ModuleEditors(this, files, current.zone(), module);
    }

    /** Returns links that download the files which a record that the person may see holds. */
    public List<Anchor> fileLinks(List<Long> ids) {
        OrgId org = actor().org();
        return ids.stream()
                .flatMap(id -> files.find(org, id).stream())
                .map(file -> new Anchor(
                        DownloadHandler.fromInputStream(_ ->
                                new DownloadResponse(files.open(org, file.id()), file.name(), FILE_TYPE, file.size())),
                        AttachmentType.DOWNLOAD,
                        file.name()))
                .toList();
    }

    /** Returns the fields that a subform's rows show: the child module's own, without what ties them to their record. */
    public List<FieldDef> columns(FieldDef subform) {
        if (!(subform.properties() instanceof FieldProperties.Subform properties)) {
            return List.of();
        }
        return findModule(properties.module()).stream()
                .flatMap(child -> access().fields(child).stream())
                .filter(field -> !field.system()
                        && !field.apiName().equals(properties.parentField())
                        && !field.apiName().equals(ROW_NUMBER))
                .toList();
    }

    /** Returns the module's fields that criteria can name, and behind them those over one lookup, as far as seen. */
    public List<CriteriaField> criteriaFields(ModuleDef module) {
        List<CriteriaField> all = new ArrayList<>(ownCriteriaFields(module));
        for (FieldDef lookup : access().fields(module)) {
            if (lookup.isLookup()) {
                findModule(lookup.target())
                        .ifPresent(target -> ownCriteriaFields(target)
                                .forEach(field -> all.add(new CriteriaField(
                                        lookup.apiName() + "." + field.path(),
                                        lookup.label().in(locale()) + " → " + field.label(),
                                        field.field()))));
            }
        }
        return all;
    }

    /** Returns the module's own fields that criteria can name. */
    public List<CriteriaField> ownCriteriaFields(ModuleDef module) {
        return access().fields(module).stream()
                .filter(field -> ValueType.of(field).isPresent())
                .map(field -> new CriteriaField(field.apiName(), field.label().in(locale()), Optional.of(field)))
                .toList();
    }

    /** Knows the names that criteria over the module can use. */
    public FieldNames criteriaNames(ModuleDef module) {
        return FieldNames.of(module, this::findModule, (of, name) -> access().findField(of, name));
    }

    /** Returns the field if the person may change it. */
    public Optional<FieldDef> editable(ModuleDef module, String field) {
        Access access = access();
        return access.findField(module, field).filter(f -> access.mayWrite(module, f));
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
        return lookupItem(field, field.target(), id);
    }

    /** Returns what stands behind a pointer into the module; of people the module is empty. */
    LookupItem lookupItem(FieldDef field, String module, long id) {
        String unknown = "#" + id;
        if (field.kind() == ValueKind.USER || field.kind() == ValueKind.USERS) {
            String name =
                    users.find(actor().org(), new UserId(id)).map(User::name).orElse(unknown);
            return new LookupItem(id, name);
        }
        String name = findModule(module)
                .flatMap(target -> records.find(actor(), target.apiName(), id).map(record -> nameOf(target, record)))
                .orElse(unknown);
        return new LookupItem(id, name);
    }

    /** Returns what a person is called, or their number if nobody knows them. */
    public String personName(UserId id) {
        return users.find(actor().org(), id).map(User::name).orElse("#" + id.value());
    }

    List<LookupItem> people(String text, int limit) {
        String wanted = text.toLowerCase(locale());
        return users.all(actor().org()).stream()
                .filter(User::active)
                .filter(user -> user.name().toLowerCase(locale()).contains(wanted))
                .limit(limit)
                .map(user -> new LookupItem(user.id().value(), user.name()))
                .toList();
    }

    /** Returns the module's first records by name; an empty text matches all. */
    public List<LookupItem> named(String module, String text, int limit) {
        ModuleDef target = model().module(module);
        String name = target.displayField();
        if (!access().may(target, Verb.READ) || name.isEmpty()) {
            return List.of();
        }
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

    /** Returns a record of the module by its name; empty if the person does not see it. */
    public Optional<LookupItem> find(ModuleDef module, long id) {
        return access().may(module, Verb.READ)
                ? records.find(actor(), module.apiName(), id).map(record -> new LookupItem(id, nameOf(module, record)))
                : Optional.empty();
    }

    /** Returns what to call the record: its display field, or its number. */
    public String nameOf(ModuleDef module, CrmRecord record) {
        String name = record.text(module.displayField());
        return name.isEmpty() ? "#" + record.id() : name;
    }
}
