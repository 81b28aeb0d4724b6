package io.atelier.studio.setup.rules;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.atelier.platform.automation.RuleAction;
import io.atelier.platform.function.FunctionDef;
import io.atelier.platform.mail.MailTemplate;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.ValueCodec;
import io.atelier.studio.component.FieldEditor;
import io.atelier.studio.component.ModuleIcon;
import io.atelier.studio.workspace.records.Workspace;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One action of a rule: what to do, and the two or so choices that it needs. */
final class ActionRow extends Div {
    private final Workspace workspace;
    private final ModuleDef module;
    private final ComboBox<Kind> kind = new ComboBox<>();
    private final ComboBox<FunctionDef> function = new ComboBox<>();
    private final ComboBox<FieldDef> field = new ComboBox<>();
    private final Div value = new Div();
    private final ComboBox<MailTemplate> template = new ComboBox<>();
    private final ComboBox<FieldDef> recipient = new ComboBox<>();
    private @Nullable FieldEditor valueEditor;

    /** The things that a rule can do. */
    enum Kind {
        FUNCTION,
        FIELD,
        MAIL
    }

    /** What the choices are made of. */
    record Offer(List<FunctionDef> functions, List<MailTemplate> templates) {}

    ActionRow(Workspace workspace, ModuleDef module, Offer offer, Consumer<ActionRow> remove) {
        this.workspace = workspace;
        this.module = module;
        addClassName("action-row");
        kind.setLabel(workspace.text("rule.action"));
        kind.setItems(Arrays.asList(Kind.values()));
        kind.setItemLabelGenerator(k -> workspace.text("rule.action." + k.name().toLowerCase(Locale.ROOT)));
        kind.setValue(Kind.FUNCTION);
        kind.addClassName("action-kind");
        kind.addValueChangeListener(_ -> showKind());
        function.setLabel(workspace.text("rule.function"));
        function.setItems(offer.functions());
        function.setItemLabelGenerator(FunctionDef::name);
        function.addClassName("action-function");
        field.setLabel(workspace.text("rule.field"));
        field.setItems(module.fields().stream()
                .filter(f -> !f.readOnly() && f.isStored())
                .toList());
        field.setItemLabelGenerator(f -> f.label().in(workspace.locale()));
        field.addClassName("action-field");
        field.addValueChangeListener(event -> showValue(Optional.ofNullable(event.getValue())));
        value.addClassName("action-value");
        template.setLabel(workspace.text("rule.template"));
        template.setItems(offer.templates().stream()
                .filter(t -> t.data().module().equals(module.apiName()))
                .toList());
        template.setItemLabelGenerator(t -> t.data().name());
        template.addClassName("action-template");
        List<FieldDef> addresses = module.fields().stream()
                .filter(f -> f.type() == FieldType.EMAIL)
                .toList();
        recipient.setLabel(workspace.text("rule.recipient"));
        recipient.setItems(addresses);
        recipient.setItemLabelGenerator(f -> f.label().in(workspace.locale()));
        addresses.stream().findFirst().ifPresent(recipient::setValue);
        Button delete = new Button(ModuleIcon.decorative(VaadinIcon.TRASH), _ -> remove.accept(this));
        delete.setAriaLabel(workspace.text("rule.action.remove"));
        delete.addThemeVariants(ButtonVariant.TERTIARY);
        add(kind, function, field, value, template, recipient, delete);
        showKind();
    }

    private void showKind() {
        Kind chosen = chosen();
        function.setVisible(chosen == Kind.FUNCTION);
        field.setVisible(chosen == Kind.FIELD);
        value.setVisible(chosen == Kind.FIELD);
        template.setVisible(chosen == Kind.MAIL);
        recipient.setVisible(chosen == Kind.MAIL);
    }

    private Kind chosen() {
        return kind.getOptionalValue().orElse(Kind.FUNCTION);
    }

    private void showValue(Optional<FieldDef> chosen) {
        value.removeAll();
        valueEditor = chosen.map(f -> workspace.editor(module, f)).orElse(null);
        if (valueEditor != null) {
            valueEditor.component().getElement().setProperty("label", workspace.text("rule.value"));
            valueEditor.component().getElement().setProperty("required", false);
            value.add(valueEditor.component());
        }
    }

    void show(RuleAction action) {
        switch (action) {
            case RuleAction.CallFunction(long id) -> {
                kind.setValue(Kind.FUNCTION);
                function.getListDataView()
                        .getItems()
                        .filter(f -> f.id() == id)
                        .findFirst()
                        .ifPresent(function::setValue);
            }
            case RuleAction.UpdateField(String name, String text) -> {
                kind.setValue(Kind.FIELD);
                module.findField(name).ifPresent(f -> showField(f, text));
            }
            case RuleAction.SendMail(long id, String to) -> {
                kind.setValue(Kind.MAIL);
                template.getListDataView()
                        .getItems()
                        .filter(t -> t.id() == id)
                        .findFirst()
                        .ifPresent(template::setValue);
                module.findField(to).ifPresent(recipient::setValue);
            }
        }
    }

    private void showField(FieldDef definition, String text) {
        field.setValue(definition);
        FieldEditor editor = valueEditor;
        if (editor == null
                || !(ValueCodec.parse(definition, text) instanceof ValueCodec.Parsed.Good(FieldValue stored))) {
            return;
        }
        editor.set(stored);
    }

    /** Returns the action, or nothing while a choice is missing, which is then marked. */
    Optional<RuleAction> action() {
        return switch (chosen()) {
            case FUNCTION -> required(function).map(f -> new RuleAction.CallFunction(f.id()));
            case FIELD -> required(field).map(f -> new RuleAction.UpdateField(f.apiName(), text(valueEditor)));
            case MAIL ->
                required(template)
                        .flatMap(t -> required(recipient).map(to -> new RuleAction.SendMail(t.id(), to.apiName())));
        };
    }

    private <T> Optional<T> required(ComboBox<T> choice) {
        choice.setErrorMessage(workspace.text("record.problem.mandatory"));
        choice.setInvalid(choice.isEmpty());
        return choice.getOptionalValue();
    }

    private static String text(@Nullable FieldEditor editor) {
        Object written = editor == null ? null : editor.apiValue();
        return switch (written) {
            case null -> "";
            case BigDecimal number -> number.toPlainString();
            case List<?> several -> several.stream().map(String::valueOf).collect(Collectors.joining(";"));
            default -> written.toString();
        };
    }
}
