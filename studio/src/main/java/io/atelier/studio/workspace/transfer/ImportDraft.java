package io.atelier.studio.workspace.transfer;

import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.transfer.FilePreview;
import io.atelier.platform.transfer.ImportPlan;
import io.atelier.platform.transfer.ImportPlan.Duplicates;
import io.atelier.platform.transfer.ImportPlan.Mapping;
import java.util.List;
import java.util.Optional;

/** An import that is being prepared. */
final class ImportDraft {
    private final ModuleDef module;
    private final List<FieldDef> fields;
    private final FilePreview preview;
    private List<Mapping> mappings;
    private Duplicates duplicates = Duplicates.NONE;

    /** @param fields those that the person may write */
    ImportDraft(ModuleDef module, List<FieldDef> fields, FilePreview preview, List<Mapping> proposed) {
        this.module = module;
        this.fields = List.copyOf(fields);
        this.preview = preview;
        this.mappings = List.copyOf(proposed);
    }

    ModuleDef module() {
        return module;
    }

    List<FieldDef> fields() {
        return fields;
    }

    Optional<FieldDef> field(String name) {
        return fields.stream().filter(field -> field.apiName().equals(name)).findFirst();
    }

    FilePreview preview() {
        return preview;
    }

    List<Mapping> mappings() {
        return mappings;
    }

    Duplicates duplicates() {
        return duplicates;
    }

    void decide(List<Mapping> columns, Duplicates same) {
        mappings = List.copyOf(columns);
        duplicates = same;
    }

    ImportPlan plan() {
        return new ImportPlan(module.apiName(), preview.fileId(), mappings, duplicates);
    }
}
