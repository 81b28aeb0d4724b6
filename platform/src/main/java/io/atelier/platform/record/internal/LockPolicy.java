package io.atelier.platform.record.internal;

import io.atelier.platform.access.Access;
import io.atelier.platform.expression.CriteriaParser;
import io.atelier.platform.metadata.AddressPart;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.ValueKind;
import io.atelier.platform.record.LockingData;
import io.atelier.platform.record.LockingRule;
import io.atelier.platform.record.internal.LockQuery.Found;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Says what a module's locks leave open, and what to do about the rest. */
final class LockPolicy {
    private final ModuleDef module;
    private final LockingData data;

    LockPolicy(ModuleDef module, LockingData data) {
        this.module = module;
        this.data = data;
    }

    /** Returns the fields that may be changed in spite of these locks; an address's parts with it. */
    Set<String> open(Found locks) {
        Set<String> open = new HashSet<>(data.exemptFields());
        if (locks.hand().isEmpty()) {
            Set<String> ofRules = new HashSet<>(locks.rules().getFirst().exemptFields());
            locks.rules().forEach(rule -> ofRules.retainAll(rule.exemptFields()));
            open.addAll(ofRules);
        }
        for (FieldDef field : module.allFields()) {
            if (field.kind() == ValueKind.ADDRESS && open.contains(field.apiName())) {
                Arrays.stream(AddressPart.values()).forEach(part -> open.add(part.fieldName(field)));
            }
        }
        return open;
    }

    /**
     * Says why a change is refused and what would help.
     *
     * @param rights whose sight counts: a hidden field is not named
     * @param locker the name of who locked the record by hand; empty if nobody did
     */
    String refusal(Found locks, Access rights, Optional<String> locker) {
        if (locks.hand().isPresent()) {
            String name = locker.orElse("somebody who is gone");
            return "The record is locked by " + name + ". Ask " + name + " or an administrator to unlock it.";
        }
        String rule =
                "The record is locked by the rule “" + locks.rules().getFirst().name() + "”. ";
        return rule
                + key(locks, rights)
                        .map(field -> "Change " + field.label().in(Locale.ENGLISH) + " first.")
                        .orElse("Ask an administrator, or somebody whom the lock does not bind.");
    }

    /** Returns the field that opens the lock: a rule asks for it, and the actor may change it in spite of the lock. */
    private Optional<FieldDef> key(Found locks, Access rights) {
        if (locks.rules().size() != 1) {
            return Optional.empty();
        }
        Set<String> open = open(locks);
        LockingRule rule = locks.rules().getFirst();
        return CriteriaParser.parse(rule.criteria())
                .fields()
                .filter(open::contains)
                .flatMap(name -> rights.findField(module, name).stream())
                .filter(field -> rights.mayWrite(module, field))
                .findFirst();
    }
}
