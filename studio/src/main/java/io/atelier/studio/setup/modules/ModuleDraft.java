package io.atelier.studio.setup.modules;

import io.atelier.platform.common.Label;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.LayoutDef;
import io.atelier.platform.metadata.ListViewDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.ModuleHead;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.metadata.SectionDef;
import io.atelier.platform.metadata.SystemField;
import io.atelier.studio.component.AddressParts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * A module under the designer's hands, and what must change to make it so. Fields that stand in no section are kept in a
 * pool.
 */
final class ModuleDraft {
    static final String POOL = "pool";
    private static final int LIST_COLUMNS = 5;

    private final Optional<ModuleDef> base;
    private final SequencedMap<String, FieldDraft> fields = new LinkedHashMap<>();
    private final List<SectionDraft> sections = new ArrayList<>();
    private final Set<String> retired = new LinkedHashSet<>();
    private final Set<String> restored = new LinkedHashSet<>();
    private final Set<String> deleted = new LinkedHashSet<>();

    String apiName = "";
    String singularEnglish = "";
    String singularRussian = "";
    String pluralEnglish = "";
    String pluralRussian = "";
    String icon = "cube";

    /** A section and its fields in order. */
    static final class SectionDraft {
        String english;
        String russian;
        int columns;
        final List<String> fields;

        SectionDraft(String english, String russian, int columns, List<String> fields) {
            this.english = english;
            this.russian = russian;
            this.columns = columns;
            this.fields = new ArrayList<>(fields);
        }

        SectionDef toSection() {
            return new SectionDef(Label.of(english, russian), columns, fields);
        }
    }

    private ModuleDraft(Optional<ModuleDef> base) {
        this.base = base;
    }

    /** Starts a new module with the one field that names its records. */
    static ModuleDraft empty(String sectionEnglish, String sectionRussian) {
        ModuleDraft draft = new ModuleDraft(Optional.empty());
        draft.sections.add(new SectionDraft(sectionEnglish, sectionRussian, 2, List.of()));
        return draft;
    }

    static ModuleDraft of(ModuleDef module) {
        ModuleDraft draft = new ModuleDraft(Optional.of(module));
        draft.apiName = module.apiName();
        draft.singularEnglish = module.singular().english();
        draft.singularRussian = module.singular().texts().getOrDefault("ru", "");
        draft.pluralEnglish = module.plural().english();
        draft.pluralRussian = module.plural().texts().getOrDefault("ru", "");
        draft.icon = module.icon();
        module.fields().forEach(field -> draft.fields.put(field.apiName(), FieldDraft.of(field)));
        module.layout()
                .sections()
                .forEach(section -> draft.sections.add(new SectionDraft(
                        section.label().english(),
                        section.label().texts().getOrDefault("ru", ""),
                        section.columns(),
                        section.fields())));
        return draft;
    }

    boolean isNew() {
        return base.isEmpty();
    }

    /** Tells whether the field exists in the database already. */
    boolean isStored(String field) {
        return base.flatMap(module -> module.findField(field)).isPresent();
    }

    /** Returns the stored module; nothing for a new one. */
    Optional<ModuleDef> stored() {
        return base;
    }

    /** Tells whether the module has, or had, a field of this name. */
    boolean isTaken(String name) {
        return fields.containsKey(name)
                || isStored(name)
                || base.stream()
                        .flatMap(module -> module.retired().stream())
                        .anyMatch(field -> field.apiName().equals(name));
    }

    /** Returns the picklists of one value by which the field of this name, perhaps a new one, could be narrowed. */
    List<FieldDraft> picklistsBeside(String name) {
        return fields.values().stream()
                .filter(field ->
                        field.type() == FieldType.PICKLIST && !field.apiName().equals(name))
                .toList();
    }

    Optional<FieldDraft> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** Returns the field's label in the language, for one of the module's own or of the system. */
    String labelOf(String name, Locale locale) {
        FieldDraft own = fields.get(name);
        if (own != null) {
            return own.label(locale);
        }
        return SystemField.definitions().stream()
                .filter(field -> field.apiName().equals(name))
                .map(field -> field.label().in(locale))
                .findFirst()
                .orElse(name);
    }

    List<SectionDraft> sections() {
        return sections;
    }

    /** Returns the fields that stand in no section. */
    List<String> pool() {
        List<String> unplaced = new ArrayList<>(fields.keySet());
        unplaced.add(SystemField.OWNER.apiName());
        sections.forEach(section -> unplaced.removeAll(section.fields));
        unplaced.removeIf(this::isPartOfAddress);
        return unplaced;
    }

    /** An address is placed whole. */
    private boolean isPartOfAddress(String name) {
        return base.stream()
                .flatMap(module -> module.fields().stream())
                .anyMatch(field -> AddressParts.isPart(field, name) && fields.containsKey(field.apiName()));
    }

    /** Takes a stored field out of use; its values stay. */
    void retire(String name) {
        fields.remove(name);
        sections.forEach(section -> section.fields.remove(name));
        retired.add(name);
    }

    /** Takes a field into use again: one that was to be retired, or one that is retired. */
    void restore(String name) {
        deleted.remove(name);
        if (retired.remove(name)) {
            base.flatMap(module -> module.findField(name)).map(FieldDraft::of).ifPresent(this::put);
        } else {
            restored.add(name);
        }
    }

    /** Deletes a retired field, and its values, with the next plan. */
    void delete(String name) {
        restored.remove(name);
        deleted.add(name);
    }

    /** Leaves a retired field as it is. */
    void keepRetired(String name) {
        restored.remove(name);
        deleted.remove(name);
    }

    /** Where a field out of use stands in this draft. */
    enum Fate {
        /** It is retired and stays so. */
        RETIRED,
        TO_BE_RETIRED,
        TO_BE_RESTORED,
        TO_BE_DELETED
    }

    /** Returns the fields that are, or are to be, out of use; not those that a change of type fills. */
    SequencedMap<FieldDef, Fate> outOfUse() {
        SequencedMap<FieldDef, Fate> found = new LinkedHashMap<>();
        base.ifPresent(module -> {
            retired.stream()
                    .flatMap(name -> module.findField(name).stream())
                    .forEach(field -> found.put(field, Fate.TO_BE_RETIRED));
            module.retired().stream()
                    .filter(field -> !field.apiName().endsWith(FieldDef.PENDING))
                    .forEach(field -> found.put(field, fateOf(field.apiName())));
        });
        return found;
    }

    private Fate fateOf(String name) {
        if (deleted.contains(name)) {
            return Fate.TO_BE_DELETED;
        }
        return restored.contains(name) ? Fate.TO_BE_RESTORED : Fate.RETIRED;
    }

    /** Returns the changes as they would be with this field too. */
    List<SchemaChange> changesWith(FieldDraft field) {
        FieldDraft before = fields.get(field.apiName());
        put(field);
        try {
            return changes();
        } finally {
            if (before == null) {
                remove(field.apiName());
            } else {
                fields.put(field.apiName(), before);
            }
        }
    }

    /** Adds a field or replaces the one of its name; a new one goes to the end of the last section. */
    void put(FieldDraft field) {
        boolean known = fields.containsKey(field.apiName());
        fields.put(field.apiName(), field);
        if (!known) {
            sections.getLast().fields.add(field.apiName());
        }
    }

    /** Forgets a field that is not stored yet. */
    void remove(String field) {
        if (!isStored(field)) {
            fields.remove(field);
            sections.forEach(section -> section.fields.remove(field));
        }
    }

    void addSection(String english, String russian) {
        sections.add(new SectionDraft(english, russian, 2, List.of()));
    }

    void removeSection(int index) {
        if (sections.size() > 1) {
            sections.remove(index);
        }
    }

    /** Moves a field to a place in a section, or into the pool. */
    void move(String field, String container, int index) {
        sections.forEach(section -> section.fields.remove(field));
        if (!container.equals(POOL)) {
            List<String> target = sections.get(Integer.parseInt(container)).fields;
            target.add(Math.clamp(index, 0, target.size()), field);
        }
    }

    List<SchemaChange> changes() {
        return base.map(this::changesOf).orElseGet(() -> List.of(new SchemaChange.CreateModule(newModule())));
    }

    private List<SchemaChange> changesOf(ModuleDef module) {
        List<SchemaChange> changes = new ArrayList<>();
        SchemaChange.RenameModule names = new SchemaChange.RenameModule(apiName, singular(), plural(), icon);
        if (!names.singular().equals(module.singular())
                || !names.plural().equals(module.plural())
                || !names.icon().equals(module.icon())) {
            changes.add(names);
        }
        retired.forEach(name -> changes.add(new SchemaChange.RetireField(apiName, name)));
        restored.forEach(name -> changes.add(new SchemaChange.RestoreField(apiName, name)));
        deleted.forEach(name -> changes.add(new SchemaChange.DeleteField(apiName, name)));
        for (FieldDraft field : fields.values()) {
            Optional<FieldDef> old = module.findField(field.apiName());
            FieldDef wish = field.toField(old);
            if (old.isEmpty()) {
                changes.add(new SchemaChange.AddField(apiName, wish));
            } else if (!old.get().equals(wish)) {
                changes.add(new SchemaChange.ChangeField(apiName, wish));
            }
        }
        if (!layout().equals(module.layout())) {
            changes.add(new SchemaChange.ChangeLayout(apiName, layoutWithRestored(layout())));
        }
        return changes;
    }

    /** A restored field comes back where new ones come: at the end. */
    private LayoutDef layoutWithRestored(LayoutDef layout) {
        if (restored.isEmpty()) {
            return layout;
        }
        List<SectionDef> all = new ArrayList<>(layout.sections());
        SectionDef last = all.removeLast();
        List<String> names = new ArrayList<>(last.fields());
        names.addAll(restored);
        all.add(new SectionDef(last.label(), last.columns(), names));
        return new LayoutDef(all);
    }

    private ModuleDef newModule() {
        List<FieldDef> definitions = fields.values().stream()
                .map(field -> field.toField(Optional.empty()))
                .toList();
        List<String> columns = new ArrayList<>(definitions.stream()
                .filter(field -> field.isPlain() && field.type() != FieldType.TEXTAREA || field.isLookup())
                .map(FieldDef::apiName)
                .limit(LIST_COLUMNS)
                .toList());
        columns.add(SystemField.OWNER.apiName());
        String displayField = definitions.stream()
                .filter(field -> field.type() == FieldType.TEXT && !field.encrypted())
                .map(FieldDef::apiName)
                .findFirst()
                .orElse("");
        return ModuleDef.of(
                ModuleHead.of(apiName, singular(), plural(), icon, displayField, true),
                definitions,
                layout(),
                new ListViewDef(columns, SystemField.CREATED_TIME.apiName(), true));
    }

    private LayoutDef layout() {
        return new LayoutDef(sections.stream().map(SectionDraft::toSection).toList());
    }

    private Label singular() {
        return Label.of(singularEnglish, singularRussian);
    }

    private Label plural() {
        return Label.of(pluralEnglish, pluralRussian);
    }
}
