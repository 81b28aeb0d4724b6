package io.atelier.studio.workspace.records;

import io.atelier.platform.file.FileService;
import io.atelier.platform.file.StoredFile;
import io.atelier.platform.metadata.AddressPart;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.ValueKind;
import io.atelier.studio.component.EditorContext;
import io.atelier.studio.component.LookupItem;
import io.atelier.studio.component.ValueText;
import java.io.InputStream;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/** Answers the editors of one module's fields by the rights of the signed-in person. */
final class ModuleEditors implements EditorContext {
    private final Workspace workspace;
    private final FileService files;
    private final ZoneId zone;
    private final ModuleDef module;

    ModuleEditors(Workspace workspace, FileService files, ZoneId zone, ModuleDef module) {
        this.workspace = workspace;
        this.files = files;
        this.zone = zone;
        this.module = module;
    }

    @Override
    public Locale locale() {
        return workspace.locale();
    }

    @Override
    public ZoneId zone() {
        return zone;
    }

    @Override
    public String text(String key, Object... parameters) {
        return workspace.text(key, parameters);
    }

    @Override
    public ValueText values() {
        return workspace.values();
    }

    @Override
    public List<LookupItem> find(FieldDef field, String text, int limit) {
        return field.kind() == ValueKind.USER || field.kind() == ValueKind.USERS
                ? workspace.people(text, limit)
                : workspace.named(field.target(), text, limit);
    }

    @Override
    public List<LookupItem> findIn(String target, String text, int limit) {
        return workspace.named(target, text, limit);
    }

    @Override
    public String nameOf(FieldDef field, long id) {
        return workspace.lookupItem(field, id).name();
    }

    @Override
    public List<ModuleDef> targets(FieldDef lookup) {
        return lookup.targets().stream()
                .flatMap(name -> workspace.findModule(name).stream())
                .toList();
    }

    @Override
    public SequencedMap<AddressPart, FieldDef> parts(FieldDef address) {
        SequencedMap<AddressPart, FieldDef> parts = new LinkedHashMap<>();
        for (AddressPart part : AddressPart.values()) {
            workspace.editable(module, part.fieldName(address)).ifPresent(field -> parts.put(part, field));
        }
        return parts;
    }

    @Override
    public List<FieldDef> columns(FieldDef subform) {
        return workspace.columns(subform).stream()
                .filter(field ->
                        workspace.editable(rowModule(subform), field.apiName()).isPresent())
                .toList();
    }

    @Override
    public EditorContext rowsOf(FieldDef subform) {
        return new ModuleEditors(workspace, files, zone, rowModule(subform));
    }

    private ModuleDef rowModule(FieldDef subform) {
        String name = subform.properties() instanceof FieldProperties.Subform properties ? properties.module() : "";
        return workspace.model().module(name);
    }

    @Override
    public String fileName(long id) {
        return files.find(workspace.actor().org(), id).map(StoredFile::name).orElse("#" + id);
    }

    @Override
    public long storeFile(String name, String mediaType, InputStream content, long maxBytes) {
        return files.store(workspace.actor(), name, mediaType, content, maxBytes)
                .id();
    }
}
