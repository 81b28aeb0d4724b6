package io.atelier.studio.component;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.formlayout.FormLayout;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ValueCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Edits one row of a subform; the row is changed when the person is done, not before. */
final class SubformRowDialog extends Dialog {
    private final EditorContext context;
    private final SubformRow row;
    private final List<FieldEditor> editors = new ArrayList<>();
    private final List<@Nullable Object> before = new ArrayList<>();
    private final Runnable done;

    SubformRowDialog(String title, List<FieldDef> columns, EditorContext context, SubformRow row, Runnable done) {
        this.context = context;
        this.row = row;
        this.done = done;
        setHeaderTitle(title);
        setWidth("min(36rem, 96vw)");
        FormLayout form = new FormLayout();
        form.setResponsiveSteps(new FormLayout.ResponsiveStep("0", 1), new FormLayout.ResponsiveStep("28rem", 2));
        for (FieldDef column : columns) {
            FieldEditor editor = FieldEditor.of(column, context);
            editor.component().setId("row-" + column.apiName());
            editor.set(row.value(column.apiName()));
            editors.add(editor);
            before.add(editor.apiValue());
            form.add(editor.component());
        }
        add(form);
        Button ready = new Button(context.text("record.rows.done"), _ -> finish());
        ready.addThemeVariants(ButtonVariant.PRIMARY);
        ready.setId("row-done");
        getFooter().add(new Button(context.text("record.dialog.cancel"), _ -> close()), ready);
    }

    private void finish() {
        if (editors.stream().filter(editor -> !isGood(editor)).count() > 0) {
            return;
        }
        for (int i = 0; i < editors.size(); i++) {
            FieldEditor editor = editors.get(i);
            Object now = editor.apiValue();
            if (!Objects.equals(now, before.get(i))) {
                row.change(editor.field().apiName(), typed(editor.field(), now), now);
            }
        }
        close();
        done.run();
    }

    private boolean isGood(FieldEditor editor) {
        Object value = editor.apiValue();
        String problem = "";
        if (value == null && editor.field().required()) {
            problem = context.text("record.problem.mandatory");
        } else if (editor.field().kind().isStored()
                && ValueCodec.parse(editor.field(), value) instanceof ValueCodec.Parsed.Bad bad) {
            problem = bad.message();
        }
        editor.showError(problem);
        return problem.isEmpty();
    }

    private static FieldValue typed(FieldDef field, @Nullable Object value) {
        return field.kind().isStored() && ValueCodec.parse(field, value) instanceof ValueCodec.Parsed.Good good
                ? good.value()
                : FieldValue.NULL;
    }
}
