package io.atelier.platform.metadata.internal;

import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.Fields;
import io.atelier.platform.metadata.GlobalPicklist;
import io.atelier.platform.metadata.LayoutDef;
import io.atelier.platform.metadata.ListViewDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.ModuleHead;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Rows of {@code sys_module}, {@code sys_field}, {@code sys_layout} and {@code sys_list_view}. */
@Repository
public class DefinitionStore {
    private final OrgJdbc jdbc;
    private final JsonMapper json;

    DefinitionStore(OrgJdbc jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    public OrgModel load(OrgId org) {
        long version = jdbc.sql(org, "select version from {s}.sys_model")
                .query(Long.class)
                .single();
        Map<Long, List<FieldDef>> fields = new HashMap<>();
        Map<Long, List<FieldDef>> retired = new HashMap<>();
        jdbc.sql(org, "select module_id, definition, retired from {s}.sys_field order by module_id, position")
                .query(row -> {
                    (row.getBoolean(3) ? retired : fields)
                            .computeIfAbsent(row.getLong(1), _ -> new ArrayList<>())
                            .add(json.readValue(row.getString(2), FieldDef.class));
                });
        List<ModuleDef> modules = jdbc.sql(org, """
                        select m.id, m.definition, l.definition, v.definition
                        from {s}.sys_module m
                        join {s}.sys_layout l on l.module_id = m.id
                        join {s}.sys_list_view v on v.module_id = m.id
                        order by m.position""")
                .query((row, _) -> new ModuleDef(
                        row.getLong(1),
                        json.readValue(row.getString(2), ModuleHead.class),
                        Fields.of(fields.getOrDefault(row.getLong(1), List.of())),
                        retired.getOrDefault(row.getLong(1), List.of()),
                        json.readValue(row.getString(3), LayoutDef.class),
                        json.readValue(row.getString(4), ListViewDef.class)))
                .list();
        List<GlobalPicklist> picklists = jdbc.sql(org, "select definition from {s}.sys_picklist order by id")
                .query((row, _) -> json.readValue(row.getString(1), GlobalPicklist.class))
                .list();
        return new OrgModel(org, version, modules, picklists);
    }

    /** Writes what differs between the two models and the new version. */
    public void save(OrgModel before, OrgModel after) {
        OrgId org = after.org();
        jdbc.sql(org, "update {s}.sys_model set version = ?")
                .param(after.version())
                .update();
        for (ModuleDef gone : before.modules()) {
            if (after.findModule(gone.apiName())
                    .filter(m -> m.id() == gone.id())
                    .isEmpty()) {
                jdbc.sql(org, "delete from {s}.sys_module where id = ?")
                        .param(gone.id())
                        .update();
            }
        }
        int position = 0;
        for (ModuleDef module : after.modules()) {
            ModuleDef old = before.findModule(module.apiName()).orElse(null);
            if (!module.equals(old)) {
                saveModule(org, module, position);
                saveFields(org, module);
            }
            position++;
        }
        saveOrder(before, after);
        savePicklists(before, after);
    }

    private void saveOrder(OrgModel before, OrgModel after) {
        List<Long> order = after.modules().stream().map(ModuleDef::id).toList();
        if (!order.equals(before.modules().stream().map(ModuleDef::id).toList())) {
            List<Object[]> places = new ArrayList<>();
            order.forEach(id -> places.add(new Object[] {places.size(), id}));
            jdbc.batch(after.org(), "update {s}.sys_module set position = ? where id = ?", places);
        }
    }

    private void savePicklists(OrgModel before, OrgModel after) {
        if (before.picklists().equals(after.picklists())) {
            return;
        }
        jdbc.sql(after.org(), "delete from {s}.sys_picklist").update();
        jdbc.batch(
                after.org(),
                "insert into {s}.sys_picklist (id, api_name, definition) values (?, ?, ?::jsonb)",
                after.picklists().stream()
                        .map(picklist ->
                                new Object[] {picklist.id(), picklist.apiName(), json.writeValueAsString(picklist)})
                        .toList());
    }

    private void saveModule(OrgId org, ModuleDef module, int position) {
        jdbc.sql(org, """
                        insert into {s}.sys_module (id, api_name, position, definition) values (?, ?, ?, ?::jsonb)
                        on conflict (id) do update set position = excluded.position, definition = excluded.definition""")
                .params(module.id(), module.apiName(), position, json.writeValueAsString(module.head()))
                .update();
        upsertView(org, "sys_layout", module.id(), json.writeValueAsString(module.layout()));
        upsertView(org, "sys_list_view", module.id(), json.writeValueAsString(module.listView()));
    }

    private void upsertView(OrgId org, String table, long moduleId, String definition) {
        jdbc.sql(
                        org,
                        "insert into {s}." + table + " (id, module_id, definition) values (?, ?, ?::jsonb)"
                                + " on conflict (module_id) do update set definition = excluded.definition")
                .params(moduleId, moduleId, definition)
                .update();
    }

    private void saveFields(OrgId org, ModuleDef module) {
        List<Object[]> rows = new ArrayList<>();
        module.fields().forEach(field -> rows.add(row(module, field, rows.size(), false)));
        module.retired().forEach(field -> rows.add(row(module, field, rows.size(), true)));
        Long[] kept = rows.stream().map(row -> (Long) row[0]).toArray(Long[]::new);
        jdbc.sql(org, "delete from {s}.sys_field where module_id = ? and id <> all(?)")
                .params(module.id(), kept)
                .update();
        jdbc.batch(org, """
                insert into {s}.sys_field (id, module_id, api_name, position, retired, definition)
                values (?, ?, ?, ?, ?, ?::jsonb)
                on conflict (id) do update set api_name = excluded.api_name, position = excluded.position,
                    retired = excluded.retired, definition = excluded.definition""", rows);
    }

    private Object[] row(ModuleDef module, FieldDef field, int position, boolean retired) {
        return new Object[] {field.id(), module.id(), field.apiName(), position, retired, json.writeValueAsString(field)
        };
    }
}
