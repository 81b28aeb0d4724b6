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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;

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

    Optional<FieldDraft> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** Returns the field's label in the language, for one of the module's own or of the system. */
    String labelOf(String name, Locale locale) {
        FieldDraft own = fields.get(name);
        if (own != null) {
            return Label.of(own.english(), own.russian()).in(locale);
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
        return unplaced;
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
        for (FieldDraft field : fields.values()) {
            Optional<FieldDef> old = module.findField(field.apiName());
            FieldDef wish = field.toField(old, plural());
            if (old.isEmpty()) {
                changes.add(new SchemaChange.AddField(apiName, wish));
            } else if (!old.get().equals(wish)) {
                changes.add(new SchemaChange.ChangeField(apiName, wish));
            }
        }
        if (!layout().equals(module.layout())) {
            changes.add(new SchemaChange.ChangeLayout(apiName, layout()));
        }
        return changes;
    }

    private ModuleDef newModule() {
        List<FieldDef> definitions = fields.values().stream()
                .map(field -> field.toField(Optional.empty(), plural()))
                .toList();
        List<String> columns = new ArrayList<>(definitions.stream()
                .filter(field -> field.type() != FieldType.TEXTAREA)
                .map(FieldDef::apiName)
                .limit(LIST_COLUMNS)
                .toList());
        columns.add(SystemField.OWNER.apiName());
        String displayField = definitions.stream()
                .filter(field -> field.type() == FieldType.TEXT)
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
