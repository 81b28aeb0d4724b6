package io.atelier.platform.metadata.internal;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.common.Violation;
import io.atelier.platform.metadata.AddressPart;
import io.atelier.platform.metadata.CurrencyFields;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldStorage;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.GlobalPicklist;
import io.atelier.platform.metadata.LayoutDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.metadata.SchemaPlan;
import io.atelier.platform.metadata.SchemaPlan.Lock;
import io.atelier.platform.metadata.SchemaPlan.Step;
import io.atelier.platform.metadata.SchemaPlan.StepKind;
import io.atelier.platform.metadata.SearchColumn;
import io.atelier.platform.metadata.SqlNames;
import io.atelier.platform.metadata.Uniqueness;
import io.atelier.platform.metadata.spi.DerivedFieldRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The model under change: takes one wish after another, notes the steps and what is wrong with them. */
final class SchemaDraft {
    private final OrgModel base;
    private final IdGenerator ids;
    private final SchemaDdl ddl;
    private final DerivedFieldRules derived;
    private SequencedMap<String, ModuleDef> modules = new LinkedHashMap<>();
    private final SequencedMap<String, GlobalPicklist> picklists = new LinkedHashMap<>();
    private final List<Step> tables = new ArrayList<>();
    private final List<Step> indexes = new ArrayList<>();
    private final List<Violation> problems = new ArrayList<>();

    SchemaDraft(OrgModel base, IdGenerator ids, DerivedFieldRules derived) {
        this.base = base;
        this.ids = ids;
        this.derived = derived;
        this.ddl = new SchemaDdl(base.org());
        base.modules().forEach(module -> modules.put(module.apiName(), module));
        base.picklists().forEach(picklist -> picklists.put(picklist.apiName(), picklist));
    }

    void add(SchemaChange change) {
        switch (change) {
            case SchemaChange.CreateModule create -> createModule(create.definition());
            case SchemaChange.OfModule ofModule -> {
                ModuleDef module = modules.get(ofModule.module());
                if (module == null) {
                    problem(ErrorCode.INVALID_MODULE, ofModule.module(), "There is no such module.");
                } else {
                    change(module, ofModule);
                }
            }
            case SchemaChange.ReorderModules order -> reorderModules(order.modules());
            case SchemaChange.DefinePicklist define -> definePicklist(define.picklist());
            case SchemaChange.DeletePicklist delete -> deletePicklist(delete.apiName());
        }
    }

    private void change(ModuleDef module, SchemaChange.OfModule change) {
        switch (change) {
            case SchemaChange.CreateModule _ -> throw new IllegalStateException("handled above");
            case SchemaChange.AddField add -> addField(module, add.field());
            case SchemaChange.ChangeField changed -> changeField(module, changed.field());
            case SchemaChange.ReorderFields order -> reorderFields(module, order.fields());
            case SchemaChange.RetireField retire -> retireField(module, retire.field());
            case SchemaChange.RestoreField restore -> restoreField(module, restore.field());
            case SchemaChange.DeleteField delete -> deleteField(module, delete.field());
            case SchemaChange.BeginTypeChange begin -> beginTypeChange(module, begin.field());
            case SchemaChange.FinishTypeChange finish -> finishTypeChange(module, finish.field());
            case SchemaChange.CancelTypeChange cancel -> cancelTypeChange(module, cancel.field());
            case SchemaChange.ChangeLayout layout -> redefine(module.with(layout.layout()), "layout");
            case SchemaChange.ChangeListView view -> redefine(module.with(view.listView()), "list view");
            case SchemaChange.RenameModule rename ->
                redefine(
                        module.with(module.head().renamed(rename.singular(), rename.plural(), rename.icon())), "names");
            case SchemaChange.HideModule hide ->
                redefine(module.with(module.head().withHidden(hide.hidden())), "hidden");
            case SchemaChange.ChangeSearchFields search -> changeSearch(module, search.fields());
            case SchemaChange.AddSearch _ -> addSearch(module);
            case SchemaChange.DeleteModule _ -> deleteModule(module);
        }
    }

    SchemaPlanner.Outcome outcome(List<SchemaChange> changes) {
        addCurrencyFields();
        modules.values().stream()
                .filter(module ->
                        !module.equals(base.findModule(module.apiName()).orElse(null)))
                .forEach(module -> problems.addAll(DefinitionRules.check(module, modules)));
        base.modules().stream()
                .filter(module -> !modules.containsKey(module.apiName()))
                .forEach(this::requireUnpointed);
        picklists.values().forEach(picklist -> problems.addAll(DefinitionRules.check(picklist)));
        List<Step> steps = new ArrayList<>(tables);
        steps.addAll(indexes);
        OrgModel after = after();
        problems.addAll(derived.problems(after));
        return new SchemaPlanner.Outcome(new SchemaPlan(base.org(), base.version(), changes, steps, problems), after);
    }

    /** Where several currencies are in use, no amount is without its own. */
    private void addCurrencyFields() {
        if (!picklists.containsKey(CurrencyFields.PICKLIST)) {
            return;
        }
        for (ModuleDef module : List.copyOf(modules.values())) {
            boolean amounts = module.fields().stream().anyMatch(field -> field.type() == FieldType.CURRENCY);
            for (FieldDef field : CurrencyFields.definitions()) {
                if (amounts && current(module).findField(field.apiName()).isEmpty()) {
                    addField(current(module), field);
                }
            }
        }
    }

    private void requireUnpointed(ModuleDef gone) {
        for (ModuleDef module : modules.values()) {
            module.fields().stream()
                    .filter(field -> field.targets().contains(gone.apiName())
                            || field.target().equals(gone.apiName()))
                    .forEach(field -> problem(
                            ErrorCode.NOT_ALLOWED,
                            path(module, field.apiName()),
                            "This field points to the module " + gone.apiName() + "; delete the field first."));
        }
    }

    private OrgModel after() {
        return new OrgModel(
                base.org(), base.version() + 1, List.copyOf(modules.values()), List.copyOf(picklists.values()));
    }

    private void createModule(ModuleDef wish) {
        if (modules.keySet().stream().anyMatch(name -> name.equalsIgnoreCase(wish.apiName()))) {
            problem(ErrorCode.DUPLICATE_DATA, wish.apiName(), "A module of this API name exists; choose another.");
            return;
        }
        List<FieldDef> plain = new ArrayList<>();
        List<FieldDef> compound = new ArrayList<>();
        wish.fields().forEach(field -> (ModuleEdits.needsMore(field) ? compound : plain).add(field));
        ModuleDef module = FieldPlacement.placed(wish.withId(ids.next())
                .withFields(plain.stream()
                        .map(field -> withValues(field).withId(ids.next()))
                        .toList()));
        if (module.head().isOrdinary()) {
            module = withSearch(module, module.head().searchFields());
        }
        modules.put(module.apiName(), module);
        step(StepKind.CREATE_TABLE, module.apiName(), ddl.createTable(module), Lock.NONE);
        for (int part = 1; part < module.parts(); part++) {
            createPart(module, part);
        }
        ModuleDef made = module;
        StandardIndexes.ofTable(made).forEach(index -> index(made, index.subject(), ddl.index(index)));
        made.fields().forEach(field -> indexFor(made, field));
        compound.forEach(field -> addField(current(made), field));
    }

    /** Search looks into the wished fields, or the usual ones where none are wished. */
    private static ModuleDef withSearch(ModuleDef module, List<String> wish) {
        List<String> fields = wish.isEmpty()
                ? SearchColumn.usual(module).stream().map(FieldDef::apiName).toList()
                : wish;
        return module.with(module.head().withSearchFields(fields));
    }

    private void changeSearch(ModuleDef module, List<String> wish) {
        ModuleDef changed = withSearch(module, wish);
        modules.put(changed.apiName(), changed);
        boolean fit = changed.head().searchFields().stream()
                .allMatch(name ->
                        changed.findField(name).filter(SearchColumn::isFit).isPresent());
        if (!fit || changed.head().searchFields().equals(module.head().searchFields())) {
            step(StepKind.CHANGE_DEFINITION, path(changed, "search"), "", Lock.NONE); // the rules say what is wrong
            return;
        }
        if (SearchColumn.exists(module)) {
            step(StepKind.DROP_COLUMN, path(changed, "search"), ddl.dropSearch(changed), Lock.BRIEF);
        }
        if (SearchColumn.exists(changed)) {
            step(StepKind.ADD_COLUMN, path(changed, "search"), ddl.addSearch(changed), Lock.REWRITE);
            StandardIndexes.search(changed).ifPresent(index -> index(changed, index.subject(), ddl.index(index)));
        }
    }

    private void addSearch(ModuleDef module) {
        ModuleDef changed = withSearch(module, List.of());
        if (SearchColumn.exists(module) || !SearchColumn.exists(changed)) {
            step(StepKind.CHANGE_DEFINITION, path(module, "search"), "", Lock.NONE);
            return;
        }
        modules.put(changed.apiName(), changed);
        step(StepKind.ADD_COLUMN, path(changed, "search"), ddl.addSearch(changed), Lock.REWRITE);
    }

    private void addField(ModuleDef module, FieldDef wish) {
        if (ModuleEdits.isTaken(module, wish.apiName())) {
            problem(
                    ErrorCode.DUPLICATE_DATA,
                    path(module, wish.apiName()),
                    "The module has or had a field of this API name; choose another, or restore that one.");
            return;
        }
        FieldDef field = withValues(wish).withId(ids.next());
        field = field.withStorage(placed(module, field));
        switch (field.properties()) {
            case FieldProperties.MultiLookup lookup -> addMultiLookup(module, field, lookup);
            case FieldProperties.Subform subform -> addSubform(module, field, subform);
            case FieldProperties _ -> addColumn(module, field);
        }
        if (field.type() == FieldType.ADDRESS) {
            addParts(module, field);
        }
    }

    /** Values that change by themselves have no place: they are figured when they are read. */
    private FieldStorage placed(ModuleDef module, FieldDef field) {
        return field.type() == FieldType.FORMULA && derived.isLive(after(), module, field)
                ? FieldStorage.ELSEWHERE
                : FieldPlacement.place(module, field);
    }

    private void addColumn(ModuleDef module, FieldDef field) {
        ModuleDef changed = appended(module, field);
        if (field.isStored()) {
            if (field.storage().part() >= module.parts()) {
                createPart(changed, field.storage().part());
            } else {
                step(StepKind.ADD_COLUMN, path(module, field.apiName()), ddl.addColumn(module, field), Lock.BRIEF);
            }
            indexFor(changed, field);
        } else {
            step(StepKind.CHANGE_DEFINITION, path(module, field.apiName()), "", Lock.NONE);
        }
    }

    private void addParts(ModuleDef module, FieldDef address) {
        if (address.apiName().length() > AddressPart.MAX_ADDRESS_NAME) {
            problem(
                    ErrorCode.LIMIT_EXCEEDED,
                    path(module, address.apiName()),
                    "An address's API name has at most 40 characters, as its parts have longer ones.");
            return;
        }
        // The page shows the address whole: its parts need no place of their own there.
        LayoutDef layout = current(module).layout();
        for (AddressPart part : AddressPart.values()) {
            addField(current(module), part.of(address));
        }
        ModuleDef complete = current(module);
        modules.put(complete.apiName(), complete.with(layout));
    }

    private void addMultiLookup(ModuleDef module, FieldDef field, FieldProperties.MultiLookup lookup) {
        ModuleDef target = modules.get(lookup.target());
        if (target == null) {
            problem(
                    ErrorCode.INVALID_MODULE,
                    path(module, field.apiName()),
                    "A lookup needs an existing module to point to.");
            return;
        }
        ModuleDef linking = OwnedModules.linking(module, target, field, this::freeModuleName);
        createModule(linking);
        FieldDef own = linking.fields().getFirst();
        FieldDef other = linking.fields().get(1);
        FieldDef complete = field.with(
                new FieldProperties.MultiLookup(target.apiName(), linking.apiName(), own.apiName(), other.apiName()));
        step(StepKind.CHANGE_DEFINITION, path(module, field.apiName()), "", Lock.NONE);
        appended(current(module), complete);
        ModuleDef made = modules.get(linking.apiName());
        if (made != null) {
            index(made, "pair", ddl.uniquePair(made, made.field(own.apiName()), made.field(other.apiName())));
        }
    }

    private void addSubform(ModuleDef module, FieldDef field, FieldProperties.Subform subform) {
        if (!subform.module().isEmpty()) {
            step(StepKind.CHANGE_DEFINITION, path(module, field.apiName()), "", Lock.NONE);
            appended(module, field);
            return;
        }
        ModuleDef child = OwnedModules.subform(module, field, this::freeModuleName);
        createModule(child);
        step(StepKind.CHANGE_DEFINITION, path(module, field.apiName()), "", Lock.NONE);
        appended(
                current(module),
                field.with(new FieldProperties.Subform(
                        child.apiName(), FieldProperties.Subform.PARENT, subform.maxRows())));
    }

    private String freeModuleName(String wish) {
        String name = wish;
        for (int number = 2; modules.containsKey(name); number++) {
            name = wish + "_" + number;
        }
        return name;
    }

    private ModuleDef appended(ModuleDef module, FieldDef field) {
        List<FieldDef> fields = new ArrayList<>(module.fields());
        fields.add(field);
        ModuleDef changed = module.withFields(fields).with(ModuleEdits.inLastSection(module.layout(), field));
        modules.put(module.apiName(), changed);
        return changed;
    }

    private void createPart(ModuleDef module, int part) {
        List<FieldDef> fields = module.fields().stream()
                .filter(field -> field.isStored() && field.storage().part() == part)
                .toList();
        step(StepKind.CREATE_TABLE, module.apiName(), ddl.createPart(module, part, fields), Lock.BRIEF);
    }

    private void changeField(ModuleDef module, FieldDef wish) {
        FieldDef old = ModuleEdits.own(module, wish.apiName()).orElse(null);
        String path = path(module, wish.apiName());
        if (old == null) {
            problem(ErrorCode.INVALID_FIELD, path, "The module has no such field of its own.");
            return;
        }
        if (old.type() == wish.type() && old.type().isComputed()) {
            changeComputed(module, old, wish);
            return;
        }
        if (old.type() != wish.type()
                || !old.target().equals(wish.target())
                || old.kind() != wish.kind()
                || old.encrypted() != wish.encrypted()) {
            problem(
                    ErrorCode.NOT_SUPPORTED,
                    path,
                    "This changes the field's type; ask for a change of type, which converts its values.");
            return;
        }
        if (module.pendingChange(wish.apiName()).isPresent()) {
            problem(ErrorCode.NOT_ALLOWED, path, "The field's type is being changed; wait until that is done.");
            return;
        }
        FieldDef changed = withValues(wish).withId(old.id()).withStorage(old.storage());
        if (FieldPlacement.mustBeMain(changed) && changed.storage().part() != 0) {
            problem(
                    ErrorCode.NOT_SUPPORTED,
                    path,
                    "The field's values are kept where they cannot be held unique; make a new unique field instead.");
            return;
        }
        redefine(ModuleEdits.replaced(module, changed), wish.apiName());
        if (old.options().unique() != changed.options().unique()) {
            if (old.options().unique() != Uniqueness.NONE) {
                step(StepKind.DROP_INDEX, path, ddl.dropUniqueIndex(module, old), Lock.BRIEF);
            }
            if (changed.options().unique() != Uniqueness.NONE) {
                index(module, changed.apiName(), ddl.uniqueIndex(module, changed));
            }
        }
    }

    /** What is figured needs no conversion: another kind of result gets another column, and that is filled anew. */
    private void changeComputed(ModuleDef module, FieldDef old, FieldDef wish) {
        FieldDef changed = wish.withId(old.id());
        ModuleDef without = ModuleEdits.without(module, old.apiName());
        FieldStorage place = placed(without, changed);
        boolean same = old.isStored()
                && !place.equals(FieldStorage.ELSEWHERE)
                && SqlNames.columnType(old).equals(SqlNames.columnType(changed));
        if (same) {
            redefine(ModuleEdits.replaced(module, changed.withStorage(old.storage())), wish.apiName());
            return;
        }
        FieldDef moved = changed.withStorage(
                place.equals(FieldStorage.ELSEWHERE) ? place : FieldPlacement.place(module, changed));
        redefine(ModuleEdits.replaced(module, moved), wish.apiName());
        if (moved.isStored()) {
            step(StepKind.ADD_COLUMN, path(module, wish.apiName()), ddl.addColumn(module, moved), Lock.BRIEF);
        }
        if (old.isStored()) {
            step(StepKind.DROP_COLUMN, path(module, wish.apiName()), ddl.dropColumn(module, old), Lock.BRIEF);
        }
    }

    private void beginTypeChange(ModuleDef module, FieldDef wish) {
        String path = path(module, wish.apiName());
        FieldDef old = ModuleEdits.own(module, wish.apiName()).orElse(null);
        if (old == null) {
            problem(ErrorCode.INVALID_FIELD, path, "The module has no such field of its own.");
            return;
        }
        if (module.pendingChange(wish.apiName()).isPresent()) {
            problem(ErrorCode.NOT_ALLOWED, path, "The field's type is being changed already; wait or cancel that.");
            return;
        }
        if (!old.isConvertibleTo(wish)) {
            problem(
                    ErrorCode.NOT_SUPPORTED,
                    path,
                    "Values of this kind cannot become such ones; make a new field instead.");
            return;
        }
        FieldDef next = withValues(wish).withId(ids.next());
        next = next.withStorage(FieldPlacement.place(module, next)).withApiName(wish.apiName() + FieldDef.PENDING);
        ModuleDef begun = TypeChanges.begun(module, next);
        modules.put(module.apiName(), begun);
        problems.addAll(DefinitionRules.check(TypeChanges.finished(begun, old, next), modules));
        if (next.storage().part() >= module.parts()) {
            step(
                    StepKind.CREATE_TABLE,
                    path,
                    ddl.createPart(module, next.storage().part(), List.of(next)),
                    Lock.BRIEF);
        } else {
            step(StepKind.ADD_COLUMN, path, ddl.addColumn(module, next), Lock.BRIEF);
        }
        step(StepKind.WATCH_COLUMN, path, ddl.watchColumn(module, old, next), Lock.BRIEF);
        indexFor(module, next);
    }

    private void finishTypeChange(ModuleDef module, String name) {
        FieldDef old = ModuleEdits.own(module, name).orElse(null);
        FieldDef next = module.pendingChange(name).orElse(null);
        if (old == null || next == null) {
            problem(ErrorCode.INVALID_FIELD, path(module, name), "The field's type is not being changed.");
            return;
        }
        redefine(TypeChanges.finished(module, old, next), name);
        step(StepKind.DROP_INDEX, path(module, name), ddl.unwatchColumn(module, old, next), Lock.BRIEF);
        if (old.options().unique() != Uniqueness.NONE) {
            step(StepKind.DROP_INDEX, path(module, name), ddl.dropUniqueIndex(module, old), Lock.BRIEF);
        }
    }

    private void cancelTypeChange(ModuleDef module, String name) {
        FieldDef old = ModuleEdits.own(module, name).orElse(null);
        FieldDef next = module.pendingChange(name).orElse(null);
        if (old == null || next == null) {
            problem(ErrorCode.INVALID_FIELD, path(module, name), "The field's type is not being changed.");
            return;
        }
        redefine(TypeChanges.cancelled(module, next), name);
        step(StepKind.DROP_INDEX, path(module, name), ddl.unwatchColumn(module, old, next), Lock.BRIEF);
        step(StepKind.DROP_COLUMN, path(module, name), ddl.dropColumn(module, next), Lock.BRIEF);
    }

    private void reorderFields(ModuleDef module, List<String> order) {
        redefine(module.withFields(ModuleEdits.sorted(module.fields(), order, FieldDef::apiName)), "order");
    }

    private void reorderModules(List<String> order) {
        SequencedMap<String, ModuleDef> sorted = new LinkedHashMap<>();
        ModuleEdits.sorted(List.copyOf(modules.values()), order, ModuleDef::apiName)
                .forEach(module -> sorted.put(module.apiName(), module));
        modules = sorted;
        step(StepKind.CHANGE_DEFINITION, "navigation", "", Lock.NONE);
    }

    private void retireField(ModuleDef module, String name) {
        FieldDef field = ModuleEdits.own(module, name).orElse(null);
        if (field == null) {
            problem(ErrorCode.INVALID_FIELD, path(module, name), "The module has no such field of its own.");
            return;
        }
        if (module.pendingChange(name).isPresent()) {
            problem(
                    ErrorCode.NOT_ALLOWED,
                    path(module, name),
                    "The field's type is being changed; wait until that is done.");
            return;
        }
        List<FieldDef> retired = new ArrayList<>(module.retired());
        retired.add(field);
        redefine(
                ModuleEdits.without(module, name)
                        .withRetired(retired)
                        .with(ModuleEdits.withoutField(module.layout(), name))
                        .with(ModuleEdits.withoutField(module.listView(), name)),
                name);
        if (module.head().searchFields().contains(name)) {
            List<String> left = module.head().searchFields().stream()
                    .filter(other -> !other.equals(name))
                    .toList();
            changeSearch(current(module), left);
        }
    }

    private void restoreField(ModuleDef module, String name) {
        FieldDef field = ModuleEdits.retired(module, name).orElse(null);
        if (field == null) {
            problem(ErrorCode.INVALID_FIELD, path(module, name), "The module has no such retired field.");
            return;
        }
        redefine(
                appended(module, field)
                        .withRetired(module.retired().stream()
                                .filter(other -> other.id() != field.id())
                                .toList()),
                name);
    }

    private void deleteField(ModuleDef module, String name) {
        FieldDef field = ModuleEdits.retired(module, name).orElse(null);
        if (field == null) {
            problem(
                    ErrorCode.INVALID_FIELD,
                    path(module, name),
                    "Only a retired field can be deleted; retire it first.");
            return;
        }
        redefine(
                module.withRetired(module.retired().stream()
                        .filter(other -> other.id() != field.id())
                        .toList()),
                name);
        if (field.isStored()) {
            step(StepKind.DROP_COLUMN, path(module, name), ddl.dropColumn(module, field), Lock.BRIEF);
        }
        ModuleEdits.ownedBy(field).map(modules::get).ifPresent(this::deleteModule);
    }

    private void deleteModule(ModuleDef module) {
        modules.remove(module.apiName());
        IntStream.iterate(module.parts() - 1, part -> part >= 0, part -> part - 1)
                .forEach(part -> step(StepKind.DROP_TABLE, module.apiName(), ddl.dropTable(module, part), Lock.BRIEF));
        Stream.concat(module.fields().stream(), module.retired().stream())
                .flatMap(field -> ModuleEdits.ownedBy(field).map(modules::get).stream())
                .forEach(this::deleteModule);
    }

    private void definePicklist(GlobalPicklist wish) {
        GlobalPicklist old = picklists.get(wish.apiName());
        GlobalPicklist picklist =
                new GlobalPicklist(old == null ? ids.next() : old.id(), wish.apiName(), wish.label(), wish.values());
        picklists.put(picklist.apiName(), picklist);
        step(StepKind.CHANGE_DEFINITION, picklist.apiName(), "", Lock.NONE);
        for (ModuleDef module : List.copyOf(modules.values())) {
            UnaryOperator<FieldDef> refresh = this::withValues;
            ModuleDef refreshed =
                    module.withFields(module.fields().stream().map(refresh).toList());
            if (!refreshed.equals(module)) {
                redefine(refreshed, picklist.apiName());
            }
        }
    }

    private void deletePicklist(String apiName) {
        boolean inUse = modules.values().stream()
                .flatMap(module -> module.fields().stream())
                .anyMatch(field -> field.properties() instanceof FieldProperties.Choices choices
                        && choices.global().equals(apiName));
        if (inUse || picklists.remove(apiName) == null) {
            problem(
                    inUse ? ErrorCode.NOT_ALLOWED : ErrorCode.NOT_FOUND,
                    apiName,
                    inUse
                            ? "Fields use this set of values; give them values of their own first."
                            : "There is no such set of values.");
            return;
        }
        step(StepKind.CHANGE_DEFINITION, apiName, "", Lock.NONE);
    }

    /** A picklist that uses a global set has that set's values. */
    private FieldDef withValues(FieldDef field) {
        if (field.properties() instanceof FieldProperties.Choices(var _, String global, var dependency)
                && !global.isEmpty()) {
            GlobalPicklist picklist = picklists.get(global);
            if (picklist == null) {
                problem(ErrorCode.NOT_FOUND, field.apiName(), "There is no such global set of values.");
                return field;
            }
            return field.with(new FieldProperties.Choices(picklist.values(), global, dependency));
        }
        return field;
    }

    private void redefine(ModuleDef changed, String what) {
        modules.put(changed.apiName(), changed);
        step(StepKind.CHANGE_DEFINITION, path(changed, what), "", Lock.NONE);
    }

    private void indexFor(ModuleDef module, FieldDef field) {
        if (field.options().unique() != Uniqueness.NONE) {
            index(module, field.apiName(), ddl.uniqueIndex(module, field));
        }
        StandardIndexes.ofField(module, field).forEach(index -> index(module, index.subject(), ddl.index(index)));
    }

    private void index(ModuleDef module, String name, String statement) {
        indexes.add(new Step(StepKind.CREATE_INDEX, path(module, name), statement, Lock.WRITES, 0));
    }

    private void step(StepKind kind, String subject, String statement, Lock lock) {
        tables.add(new Step(kind, subject, statement, lock, 0));
    }

    private void problem(ErrorCode code, String path, String message) {
        problems.add(new Violation(code, path, message));
    }

    private ModuleDef current(ModuleDef module) {
        return modules.getOrDefault(module.apiName(), module);
    }

    private static String path(ModuleDef module, String what) {
        return module.apiName() + "." + what;
    }
}
