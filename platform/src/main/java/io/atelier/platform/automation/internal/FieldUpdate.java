package io.atelier.platform.automation.internal;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.Verb;
import io.atelier.platform.automation.RuleAction;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.ValueCodec;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.spi.SaveRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A field that a rule sets, as it stands for one user.
 *
 * @param definition empty if there is no such field, or not for the user
 * @param refusal why it cannot be set: asked beforehand, as a refusal from below would undo the whole save
 */
record FieldUpdate(RuleAction.UpdateField action, Optional<FieldDef> definition, Optional<String> refusal) {
    static FieldUpdate of(RuleAction.UpdateField action, ModuleDef module, Access rights) {
        Optional<FieldDef> field =
                module.findField(action.field()).filter(definition -> rights.mayWrite(module, definition));
        boolean refused = field.isEmpty() || !rights.may(module, Verb.UPDATE);
        return new FieldUpdate(
                action,
                field,
                refused ? Optional.of("The user may not change the field that the rule sets.") : Optional.empty());
    }

    /** Returns the changes of those rows that do not have the value already, so that rules come to rest. */
    List<RecordChange.Update> of(List<SaveRow> rows) {
        return rows.stream()
                .filter(row -> !has(row))
                .map(row ->
                        new RecordChange.Update(row.id(), OptionalLong.empty(), Map.of(action.field(), action.value())))
                .toList();
    }

    private boolean has(SaveRow row) {
        return definition
                .filter(field ->
                        ValueCodec.parse(field, action.value()) instanceof ValueCodec.Parsed.Good(FieldValue wanted)
                                && wanted.equals(row.after(action.field())))
                .isPresent();
    }
}
