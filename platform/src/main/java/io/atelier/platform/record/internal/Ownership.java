package io.atelier.platform.record.internal;

import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.record.spi.SaveRow;
import io.atelier.platform.record.spi.SaveRow.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;

/**
 * Records that live and die with others, rows of subforms and pairs of links: they are deleted with the record that they
 * belong to, and come back with it, whoever may see them.
 */
final class Ownership {
    private final DSLContext sql;
    private final OrgModel model;
    private final RecordReader reader;
    private final BinStore bin;

    /**
     * @param reader sees everything
     */
    Ownership(DSLContext sql, OrgModel model, RecordReader reader, BinStore bin) {
        this.sql = sql;
        this.model = model;
        this.reader = reader;
        this.bin = bin;
    }

    /** A lookup of a child module that says whose a record is. */
    record Belonging(ModuleDef child, FieldDef pointer) {}

    /** Returns how records of other modules can belong to this one's. */
    static Set<Belonging> of(OrgModel model, ModuleDef owner) {
        Set<Belonging> belongings = new LinkedHashSet<>();
        Stream.concat(owner.fields().stream(), owner.retired().stream()).forEach(field -> {
            if (field.properties() instanceof FieldProperties.Subform(String module, String parent, int _)) {
                add(belongings, model, module, parent);
            }
        });
        for (ModuleDef module : model.modules()) {
            Stream.concat(module.fields().stream(), module.retired().stream()).forEach(field -> {
                if (field.properties() instanceof FieldProperties.MultiLookup lookup) {
                    if (module.apiName().equals(owner.apiName())) {
                        add(belongings, model, lookup.linkingModule(), lookup.ownField());
                    }
                    if (lookup.target().equals(owner.apiName())) {
                        add(belongings, model, lookup.linkingModule(), lookup.targetField());
                    }
                }
            });
        }
        return belongings;
    }

    private static void add(Set<Belonging> belongings, OrgModel model, String module, String pointer) {
        model.findModule(module)
                .ifPresent(child ->
                        child.findField(pointer).ifPresent(field -> belongings.add(new Belonging(child, field))));
    }

    /** Adds to the rows that are deleted or restored those of the records that belong to them. */
    void nest(SaveBatch batch) {
        Map<Long, SaveRow> deleted = byId(batch.good(Kind.DELETED));
        Map<Long, SaveRow> restored = byId(batch.good(Kind.RESTORED));
        if (deleted.isEmpty() && restored.isEmpty()) {
            return;
        }
        Set<Long> taken = new HashSet<>();
        Set<ModuleDef> children = new LinkedHashSet<>();
        for (Belonging belonging : of(model, batch.module())) {
            children.add(belonging.child());
            if (!deleted.isEmpty()) {
                Map<Long, Long> inUse = childrenInUse(belonging, deleted.keySet());
                nest(batch, belonging.child(), Kind.DELETED, inUse, deleted, taken);
            }
        }
        for (ModuleDef child : children) {
            if (!restored.isEmpty()) {
                Map<Long, Long> gone =
                        bin.wentWith(model.org(), batch.module().apiName(), restored.keySet(), child.apiName());
                nest(batch, child, Kind.RESTORED, gone, restored, taken);
            }
        }
    }

    private void nest(
            SaveBatch batch,
            ModuleDef child,
            Kind kind,
            Map<Long, Long> children,
            Map<Long, SaveRow> parents,
            Set<Long> taken) {
        // A pair between two records that both go is one record, not two.
        children.keySet().removeAll(taken);
        taken.addAll(children.keySet());
        if (children.isEmpty()) {
            return;
        }
        Map<Long, StoredRow> stored = reader.lock(child, children.keySet(), RowLocks.Strength.REMOVE);
        List<SaveRow> rows = new ArrayList<>();
        List<SaveBatch.Link> links = new ArrayList<>();
        stored.forEach((id, row) -> {
            SaveRow parent = parents.get(children.getOrDefault(id, 0L));
            if (parent != null && row.deleted() == (kind == Kind.RESTORED)) {
                links.add(new SaveBatch.Link(parent, rows.size()));
                rows.add(new SaveRow(rows.size(), kind, child, id, row.version() + 1, row.values()));
            }
        });
        SaveBatch nested = new SaveBatch(child, rows, Map.of());
        batch.nest(new SaveBatch.Nested(child.apiName(), nested, links));
        nest(nested);
    }

    private Map<Long, Long> childrenInUse(Belonging belonging, Collection<Long> parents) {
        ModuleTable table = ModuleTable.of(model.org(), belonging.child(), "r");
        @SuppressWarnings("unchecked")
        Field<Long> pointer = (Field<Long>) table.column(belonging.pointer());
        Map<Long, Long> children = new HashMap<>();
        sql.select(table.id(), pointer)
                .from(table.joined())
                .where(Tables.isOneOf(pointer, parents).and(table.deletedTime().isNull()))
                .forEach(row -> children.put(row.value1(), row.value2()));
        return children;
    }

    private static Map<Long, SaveRow> byId(List<SaveRow> rows) {
        Map<Long, SaveRow> byId = new HashMap<>();
        rows.forEach(row -> byId.put(row.id(), row));
        return byId;
    }
}
