package io.atelier.platform.metadata.internal;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.common.Violation;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.LayoutDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.metadata.SchemaPlan;
import io.atelier.platform.metadata.SchemaPlan.Lock;
import io.atelier.platform.metadata.SchemaPlan.Step;
import io.atelier.platform.metadata.SchemaPlan.StepKind;
import io.atelier.platform.metadata.SectionDef;
import io.atelier.platform.metadata.SqlNames;
import io.atelier.platform.org.OrgId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Turns changes into steps and the model after them. Pure: reads the given model, touches no database. */
@Component
public class SchemaPlanner {
    private final IdGenerator ids;

    SchemaPlanner(IdGenerator ids) {
        this.ids = ids;
    }

    /** A plan, and the model as it will be when the plan is applied. */
    public record Outcome(SchemaPlan plan, OrgModel model) {}

    public Outcome plan(OrgModel model, List<SchemaChange> changes) {
        Draft draft = new Draft(model);
        changes.forEach(draft::add);
        return draft.outcome(changes);
    }

    /** The model under change. */
    private final class Draft {
        private final OrgModel base;
        private final SequencedMap<String, ModuleDef> modules = new LinkedHashMap<>();
        private final List<Step> tables = new ArrayList<>();
        private final List<Step> indexes = new ArrayList<>();
        private final List<Violation> problems = new ArrayList<>();

        Draft(OrgModel base) {
            this.base = base;
            base.modules().forEach(module -> modules.put(module.apiName(), module));
        }

        void add(SchemaChange change) {
            if (change instanceof SchemaChange.CreateModule create) {
                createModule(create.definition());
                return;
            }
            ModuleDef module = modules.get(change.module());
            if (module == null) {
                problems.add(new Violation(ErrorCode.INVALID_MODULE, change.module(), "There is no such module."));
                return;
            }
            switch (change) {
                case SchemaChange.CreateModule _ -> throw new IllegalStateException("handled above");
                case SchemaChange.AddField add -> addField(module, add.field());
                case SchemaChange.ChangeField change2 -> changeField(module, change2.field());
                case SchemaChange.ChangeLayout layout ->
                    redefine(Definitions.withLayout(module, layout.layout()), "layout");
                case SchemaChange.ChangeListView view ->
                    redefine(Definitions.withListView(module, view.listView()), "list view");
                case SchemaChange.RenameModule rename -> redefine(Definitions.renamed(module, rename), "names");
            }
        }

        Outcome outcome(List<SchemaChange> changes) {
            modules.values().stream()
                    .filter(module ->
                            !module.equals(base.findModule(module.apiName()).orElse(null)))
                    .forEach(module -> problems.addAll(DefinitionRules.check(module, modules)));
            List<Step> steps = new ArrayList<>(tables);
            steps.addAll(indexes);
            OrgModel after = new OrgModel(base.org(), base.version() + 1, List.copyOf(modules.values()));
            return new Outcome(new SchemaPlan(base.org(), base.version(), changes, steps, problems), after);
        }

        private void createModule(ModuleDef wish) {
            if (modules.keySet().stream().anyMatch(name -> name.equalsIgnoreCase(wish.apiName()))) {
                problems.add(new Violation(
                        ErrorCode.DUPLICATE_DATA, wish.apiName(), "A module of this API name exists; choose another."));
                return;
            }
            ModuleDef module = Definitions.withNewIds(wish, ids);
            modules.put(module.apiName(), module);
            tables.add(
                    new Step(StepKind.CREATE_TABLE, module.apiName(), createTable(base.org(), module), Lock.NONE, 0));
            indexes.add(index(module, "Created_Time", "(\"Created_Time\" desc, \"id\" desc)"));
            module.fields().forEach(field -> indexFor(module, field));
        }

        private void addField(ModuleDef module, FieldDef wish) {
            if (module.fieldsByName().keySet().stream().anyMatch(name -> name.equalsIgnoreCase(wish.apiName()))) {
                problems.add(new Violation(
                        ErrorCode.DUPLICATE_DATA,
                        wish.apiName(),
                        "The module has a field of this API name; choose another."));
                return;
            }
            FieldDef field = Definitions.withId(wish, ids.next());
            List<FieldDef> fields = new ArrayList<>(module.fields());
            fields.add(field);
            ModuleDef changed = Definitions.withFields(module, fields);
            modules.put(module.apiName(), Definitions.withLayout(changed, appended(changed.layout(), field)));
            String ddl = "alter table " + SqlNames.table(base.org(), module) + " add column " + columnOf(field);
            tables.add(new Step(StepKind.ADD_COLUMN, module.apiName() + "." + field.apiName(), ddl, Lock.BRIEF, 0));
            indexFor(module, field);
        }

        private void changeField(ModuleDef module, FieldDef wish) {
            FieldDef old = module.fields().stream()
                    .filter(field -> field.apiName().equals(wish.apiName()))
                    .findFirst()
                    .orElse(null);
            String path = module.apiName() + "." + wish.apiName();
            if (old == null) {
                problems.add(new Violation(ErrorCode.INVALID_FIELD, path, "The module has no such field of its own."));
                return;
            }
            if (old.type() != wish.type() || !old.target().equals(wish.target())) {
                problems.add(new Violation(
                        ErrorCode.NOT_SUPPORTED, path, "A field's type does not change; make a new field instead."));
                return;
            }
            FieldDef changed = Definitions.withId(wish, old.id());
            redefine(
                    Definitions.withFields(
                            module,
                            module.fields().stream()
                                    .map(field -> field.id() == old.id() ? changed : field)
                                    .toList()),
                    wish.apiName());
        }

        private void redefine(ModuleDef changed, String what) {
            modules.put(changed.apiName(), changed);
            tables.add(new Step(StepKind.CHANGE_DEFINITION, changed.apiName() + "." + what, "", Lock.NONE, 0));
        }

        private void indexFor(ModuleDef module, FieldDef field) {
            boolean wanted = field.isLookup() || field.type() == FieldType.EMAIL;
            if (wanted) {
                String expression = "(" + SqlNames.column(field) + ") where " + SqlNames.column(field) + " is not null";
                indexes.add(index(module, field.apiName(), expression));
            }
        }

        private Step index(ModuleDef module, String name, String expression) {
            // PostgreSQL names the index itself: ours could pass its 63 bytes and then clash.
            String ddl = "create index on " + SqlNames.table(base.org(), module) + " " + expression;
            return new Step(StepKind.CREATE_INDEX, module.apiName() + "." + name, ddl, Lock.WRITES, 0);
        }
    }

    private static LayoutDef appended(LayoutDef layout, FieldDef field) {
        if (layout.sections().isEmpty() || layout.fields().anyMatch(field.apiName()::equals)) {
            return layout;
        }
        List<SectionDef> sections = new ArrayList<>(layout.sections());
        SectionDef last = sections.removeLast();
        List<String> fields = new ArrayList<>(last.fields());
        fields.add(field.apiName());
        sections.add(last.withFields(fields));
        return new LayoutDef(sections);
    }

    private static String createTable(OrgId org, ModuleDef module) {
        String columns =
                module.allFields().stream().map(SchemaPlanner::columnOf).collect(Collectors.joining(",\n    "));
        return "create table " + SqlNames.table(org, module) + " (\n    " + SqlNames.ID + " bigint primary key,\n    "
                + SqlNames.VERSION + " bigint not null,\n    " + SqlNames.DELETED_TIME + " timestamptz,\n    "
                + SqlNames.DELETED_BY + " bigint,\n    " + columns + "\n)";
    }

    private static String columnOf(FieldDef field) {
        String notNull = field.system() ? " not null" : "";
        return SqlNames.column(field) + " " + SqlNames.columnType(field.type()) + notNull;
    }
}
