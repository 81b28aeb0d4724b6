package io.atelier.platform.transfer.internal;

import io.atelier.platform.access.Access;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Violation;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.ValueKind;
import io.atelier.platform.transfer.ImportPlan;
import io.atelier.platform.transfer.ImportPlan.Mapping;
import io.atelier.platform.transfer.ImportPlan.Mode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says what speaks against a plan. A hidden field is answered for as one that does not exist. */
public final class ImportPlanRules {
    private static final int MAX_PATTERNS = 20;

    private ImportPlanRules() {}

    public static List<Violation> check(ImportPlan plan, ModuleDef module, Access rights, int columns) {
        List<Violation> faults = new ArrayList<>();
        Set<String> fields = new HashSet<>();
        if (plan.mappings().isEmpty()) {
            faults.add(new Violation(ErrorCode.MANDATORY_NOT_FOUND, "mappings", "Map at least one column to a field."));
        }
        for (Mapping mapping : plan.mappings()) {
            boolean tellsIds = mapping.field().equals(ImportPlan.ID)
                    && plan.duplicates().field().equals(ImportPlan.ID);
            if (!tellsIds) {
                checkField(mapping.field(), module, rights, faults);
            }
            if (mapping.column() < 0 || mapping.column() >= columns) {
                faults.add(new Violation(ErrorCode.INVALID_DATA, mapping.field(), "The file has no such column."));
            }
            if (!fields.add(mapping.field())) {
                faults.add(new Violation(ErrorCode.DUPLICATE_DATA, mapping.field(), "Two columns fill this field."));
            }
            boolean known = mapping.format().patterns().stream().allMatch(DateText::isPattern);
            if (!known || mapping.format().patterns().size() > Math.max(MAX_PATTERNS, DateText.TIME_PATTERNS.size())) {
                faults.add(new Violation(
                        ErrorCode.INVALID_DATA, mapping.field(), "A date pattern is written M/d/uuuu or d.M.uuuu."));
            }
        }
        plan.options().constants().keySet().forEach(name -> checkField(name, module, rights, faults));
        if (plan.duplicates().mode() != Mode.NONE) {
            checkDuplicates(plan, module, fields, faults);
        }
        return faults;
    }

    private static void checkField(String name, ModuleDef module, Access rights, List<Violation> faults) {
        Optional<FieldDef> field = rights.findField(module, name);
        if (field.isEmpty()) {
            faults.add(new Violation(ErrorCode.INVALID_FIELD, name, "There is no such field."));
        } else if (!rights.mayWrite(module, field.get())) {
            faults.add(new Violation(ErrorCode.NO_PERMISSION, name, "The field cannot be written."));
        }
    }

    private static void checkDuplicates(ImportPlan plan, ModuleDef module, Set<String> fields, List<Violation> faults) {
        String name = plan.duplicates().field();
        if (!fields.contains(name)) {
            faults.add(new Violation(
                    ErrorCode.INVALID_FIELD,
                    "duplicates",
                    "The field that finds duplicates must be filled by a column."));
            return;
        }
        boolean tellsApart = name.equals(ImportPlan.ID)
                || module.findField(name)
                        .filter(field -> field.isSortable() && field.kind() != ValueKind.BOOLEAN)
                        .isPresent();
        if (!tellsApart) {
            faults.add(new Violation(
                    ErrorCode.NOT_SUPPORTED, "duplicates", "Records cannot be told apart by a field of this type."));
        }
    }
}
