package io.atelier.studio.component;

import com.vaadin.flow.component.ItemLabelGenerator;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import java.util.List;
import java.util.function.Consumer;

/** Asks who takes over before something is deleted. All texts are translated. */
public final class SuccessorDialog<T> extends Dialog {
    private final ComboBox<T> successor = new ComboBox<>();

    /**
     * What the dialog says.
     *
     * @param missing shown where nothing is chosen
     */
    public record Texts(String title, String text, String choice, String missing, String confirm, String cancel) {}

    public SuccessorDialog(Texts texts, List<T> successors, ItemLabelGenerator<T> label, Consumer<T> confirmed) {
        setId("successor-dialog");
        setHeaderTitle(texts.title());
        setWidth("min(32rem, 96vw)");
        successor.setId("successor");
        successor.setLabel(texts.choice());
        successor.setItems(successors);
        successor.setItemLabelGenerator(label);
        successor.setRequiredIndicatorVisible(true);
        successor.setWidthFull();
        add(new Paragraph(texts.text()), successor);
        Button delete = new Button(texts.confirm(), _ -> {
            successor.setErrorMessage(texts.missing());
            successor.setInvalid(successor.isEmpty());
            successor.getOptionalValue().ifPresent(chosen -> {
                confirmed.accept(chosen);
                close();
            });
        });
        delete.setId("successor-confirm");
        delete.addThemeVariants(ButtonVariant.PRIMARY, ButtonVariant.ERROR);
        getFooter().add(new Button(texts.cancel(), _ -> close()), delete);
    }
}
