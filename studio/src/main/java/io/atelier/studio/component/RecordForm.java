package io.atelier.studio.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import io.atelier.platform.common.Violation;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.SectionDef;
import io.atelier.platform.record.CrmRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All editable fields of a record in the sections of its layout. */
public final class RecordForm extends Div {
    private final SequencedMap<String, FieldEditor> editors = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> initial = new LinkedHashMap<>();

    /**
     * @param editable the fields that the actor may write, by API name
     * @param factory makes the control of a field
     */
    public RecordForm(
            ModuleDef module,
            Locale locale,
            Function<String, Optional<FieldDef>> editable,
            Function<FieldDef, FieldEditor> factory) {
        addClassName("record-form");
        for (SectionDef section : module.layout().sections()) {
            List<FieldDef> fields = AddressParts.shown(module, section).stream()
                    .map(editable)
                    .flatMap(Optional::stream)
                    .toList();
            if (!fields.isEmpty()) {
                add(section(section, fields, locale, factory));
            }
        }
        List.copyOf(editors.values()).forEach(this::narrow);
    }

    /** A picklist that depends on another offers what goes with that one's value, also while it changes. */
    private void narrow(FieldEditor child) {
        if (child.field().properties() instanceof FieldProperties.Choices choices) {
            choices.dependency()
                    .ifPresent(dependency -> editor(dependency.parent()).ifPresent(parent -> {
                        Runnable narrowing = () -> child.offer(value -> dependency.allows(
                                Objects.requireNonNullElse(parent.apiValue(), "")
                                        .toString(),
                                value.value()));
                        parent.onAnyChange(narrowing);
                        narrowing.run();
                    }));
        }
    }

    private Component section(
            SectionDef section, List<FieldDef> fields, Locale locale, Function<FieldDef, FieldEditor> factory) {
        FormLayout form = new FormLayout();
        form.setResponsiveSteps(
                new FormLayout.ResponsiveStep("0", 1), new FormLayout.ResponsiveStep("32rem", section.columns()));
        for (FieldDef field : fields) {
            FieldEditor editor = factory.apply(field);
            editors.put(field.apiName(), editor);
            initial.put(field.apiName(), editor.apiValue());
            form.add(editor.component());
            if (editor.isWide()) {
                form.setColspan(editor.component(), section.columns());
            }
        }
        Div block = new Div(new H3(section.label().in(locale)), form);
        block.addClassName("form-section");
        return block;
    }

    public void show(CrmRecord record) {
        editors.forEach((name, editor) -> {
            editor.show(record);
            initial.put(name, editor.apiValue());
        });
    }

    /** Returns what differs from what was shown, by API name. */
    public Map<String, @Nullable Object> changes() {
        Map<String, @Nullable Object> changes = new LinkedHashMap<>();
        editors.forEach((name, editor) -> {
            Object value = editor.apiValue();
            if (!Objects.equals(value, initial.get(name))) {
                changes.put(name, value);
            }
        });
        return changes;
    }

    /** Shows each problem at its field; returns those that no field shows. */
    public List<Violation> showProblems(List<Violation> violations, Function<Violation, String> text) {
        editors.values().forEach(editor -> editor.showError(""));
        List<Violation> unplaced = new ArrayList<>();
        for (Violation violation : violations) {
            Optional<FieldEditor> editor = editorAt(violation.path());
            editor.ifPresent(found -> found.showError(told(found, violation, text)));
            if (editor.isEmpty()) {
                unplaced.add(violation);
            }
        }
        return unplaced;
    }

    /** A problem of a row of a subform, or of a part, belongs to the field that holds it. */
    private Optional<FieldEditor> editorAt(String path) {
        return editor(path)
                .or(() -> editor(path.split("[\\[.]", 2)[0]))
                .or(() -> editors.values().stream()
                        .filter(editor -> AddressParts.isPart(editor.field(), path))
                        .findFirst());
    }

    private static String told(FieldEditor editor, Violation violation, Function<Violation, String> text) {
        String inner = violation.path().equals(editor.field().apiName()) ? "" : violation.path() + ": ";
        return inner + text.apply(violation);
    }

    public Optional<FieldEditor> editor(String field) {
        return Optional.ofNullable(editors.get(field));
    }
}
