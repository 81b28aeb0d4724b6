package io.atelier.studio.setup.modules;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import io.atelier.platform.common.Label;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldOptions;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.Uniqueness;
import io.atelier.platform.metadata.ValueKind;
import io.atelier.studio.workspace.records.Workspace;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be said of a field of any type, as far as its type takes it. */
final class OptionsPanel extends Div {
    private final Checkbox required = new Checkbox();
    private final ComboBox<Uniqueness> unique = new ComboBox<>();
    private final Checkbox externalId = new Checkbox();
    private final Checkbox encrypted = new Checkbox();
    private final Paragraph lost = new Paragraph();
    private final TextField defaultValue = new TextField();
    private final TextField tooltip = new TextField();
    private final TextField tooltipRussian = new TextField();
    private final FieldOptions known;
    private boolean figured;

    /** Takes whether the field is stored: encryption then changes only together with the values. */
    OptionsPanel(Workspace workspace, FieldOptions known, boolean stored) {
        this.known = known;
        addClassName("options-panel");
        required.setLabel(workspace.text("modules.required"));
        required.setId("field-required");
        required.setValue(known.required());
        unique.setLabel(workspace.text("modules.unique"));
        unique.setId("field-unique");
        unique.setItems(Arrays.asList(Uniqueness.values()));
        unique.setItemLabelGenerator(
                u -> workspace.text("modules.unique." + u.name().toLowerCase(Locale.ROOT)));
        unique.setValue(known.unique());
        unique.addValueChangeListener(_ -> showExternalId());
        externalId.setLabel(workspace.text("modules.externalId"));
        externalId.setHelperText(workspace.text("modules.externalId.help"));
        externalId.setValue(known.externalId());
        encrypted.setLabel(workspace.text("modules.encrypted"));
        encrypted.setId("field-encrypted");
        encrypted.setValue(known.encrypted());
        encrypted.setReadOnly(stored);
        encrypted.setHelperText(stored ? workspace.text("modules.encrypted.stored") : "");
        encrypted.addValueChangeListener(_ -> showLosses());
        lost.setText(workspace.text("modules.encrypted.lost"));
        lost.setId("field-encrypted-lost");
        lost.addClassName("notice");
        lost.getElement().setAttribute("role", "status");
        defaultValue.setLabel(workspace.text("modules.default"));
        defaultValue.setHelperText(workspace.text("modules.default.help"));
        defaultValue.setId("field-default");
        defaultValue.setValue(known.defaultValue());
        tooltip.setLabel(workspace.text("modules.tooltip"));
        tooltip.setId("field-tooltip");
        tooltipRussian.setLabel(workspace.text("modules.tooltip.ru"));
        known.tooltip().ifPresent(label -> {
            tooltip.setValue(label.english());
            tooltipRussian.setValue(label.texts().getOrDefault("ru", ""));
        });
        FormLayout form = new FormLayout();
        form.setResponsiveSteps(new FormLayout.ResponsiveStep("0", 1), new FormLayout.ResponsiveStep("28rem", 2));
        form.add(unique, defaultValue, tooltip, tooltipRussian, externalId, encrypted);
        Details more = new Details(workspace.text("modules.more"), form, lost);
        more.setId("field-more");
        more.setOpened(!known.withRequired(false).withReadOnly(false).equals(FieldOptions.NONE));
        add(required, more);
        showLosses();
    }

    /** Shows what a field of this type can be; the rest is no more said. */
    void setType(FieldType type) {
        FieldDef field = FieldDef.of("Any", Label.of("Any"), type);
        boolean text = field.kind() == ValueKind.TEXT && !type.isComputed() && type != FieldType.AUTONUMBER;
        boolean entered = !type.isComputed() && type != FieldType.AUTONUMBER;
        required.setVisible(entered && type != FieldType.ADDRESS);
        unique.setVisible(
                !type.isComputed() && type != FieldType.TEXTAREA && (text || field.kind() == ValueKind.NUMBER));
        encrypted.setVisible(text && !type.isPicklist());
        defaultValue.setVisible(field.isPlain());
        figured = !entered;
        showExternalId();
        showLosses();
    }

    private void showExternalId() {
        externalId.setVisible(
                unique.isVisible() && unique.getOptionalValue().orElse(Uniqueness.NONE) != Uniqueness.NONE);
    }

    private void showLosses() {
        lost.setVisible(encrypted.isVisible() && encrypted.getValue());
    }

    FieldOptions options() {
        String text = tooltip.getValue().strip();
        return known.withReadOnly(known.readOnly() || figured)
                .withRequired(required.isVisible() && required.getValue())
                .withUnique(unique.isVisible() ? unique.getOptionalValue().orElse(Uniqueness.NONE) : Uniqueness.NONE)
                .withExternalId(externalId.isVisible() && externalId.getValue())
                .withEncrypted(encrypted.isVisible() && encrypted.getValue())
                .withDefaultValue(defaultValue.isVisible() ? defaultValue.getValue() : "")
                .withTooltip(
                        text.isEmpty()
                                ? Optional.empty()
                                : Optional.of(
                                        Label.of(text, tooltipRussian.getValue().strip())));
    }
}
