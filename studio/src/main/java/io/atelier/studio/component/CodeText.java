package io.atelier.studio.component;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextArea;

/** A text to be copied, with a button that does it. The texts come translated. */
public final class CodeText extends Div {
    private final TextArea area = new TextArea();

    public CodeText(String label, String copy, String copied) {
        addClassName("code-block");
        area.setLabel(label);
        area.setMinRows(1);
        area.setReadOnly(true);
        area.addClassName("code-text");
        area.setMaxHeight("16rem");
        Button button = new Button(copy, ModuleIcon.decorative(VaadinIcon.COPY), _ -> {
            UI.getCurrent().getPage().executeJs("return navigator.clipboard?.writeText($0)", area.getValue());
            Toast.success(copied);
        });
        button.setAriaLabel(copy + ": " + label);
        add(area, button);
    }

    /** Names the text area in the page. */
    public void setAreaId(String id) {
        area.setId(id);
    }

    /** Sets from what height on the text scrolls. */
    public void setAreaMaxHeight(String height) {
        area.setMaxHeight(height);
    }

    public void setCode(String code) {
        area.setValue(code);
    }
}
