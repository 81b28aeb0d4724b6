package io.atelier.studio.workspace.transfer;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import io.atelier.platform.transfer.ValueFormat;
import io.atelier.platform.transfer.ValueFormat.Kind;
import io.atelier.studio.workspace.records.Workspace;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Lets a person say how a column writes its numbers or dates; other columns need no word. */
final class FormatChoice extends Div {
    private static final int FEW = 3;

    private final Workspace workspace;
    private final String column;
    private Supplier<ValueFormat> chosen = () -> ValueFormat.TEXT;

    FormatChoice(Workspace workspace, String column) {
        this.workspace = workspace;
        this.column = column;
        addClassName("import-format");
    }

    /** @param usual what a column of this kind may look like, when nothing is known of it */
    void ask(ValueFormat proposed, ValueFormat usual) {
        removeAll();
        chosen = () -> proposed;
        switch (proposed.kind()) {
            case NUMBER_POINT, NUMBER_COMMA -> add(numbers(proposed));
            case DATE, DATETIME -> add(dates(proposed, usual));
            case TEXT, BOOLEAN -> {}
        }
    }

    ValueFormat chosen() {
        return chosen.get();
    }

    private Component numbers(ValueFormat proposed) {
        Select<Kind> kinds = new Select<>();
        kinds.setItems(Kind.NUMBER_POINT, Kind.NUMBER_COMMA);
        kinds.setItemLabelGenerator(
                kind -> workspace.text(kind == Kind.NUMBER_POINT ? "import.format.point" : "import.format.comma"));
        kinds.setValue(proposed.kind());
        kinds.setAriaLabel(workspace.text("import.format.of", column));
        chosen = () -> kinds.getValue() == Kind.NUMBER_COMMA ? ValueFormat.NUMBER_COMMA : ValueFormat.NUMBER_POINT;
        return kinds;
    }

    private Component dates(ValueFormat proposed, ValueFormat usual) {
        ComboBox<List<String>> patterns = new ComboBox<>();
        Set<List<String>> offers = new LinkedHashSet<>();
        offers.add(proposed.patterns());
        offers.add(usual.patterns());
        usual.patterns().forEach(pattern -> offers.add(List.of(pattern)));
        List<List<String>> items = new ArrayList<>(offers);
        patterns.setItems(items);
        patterns.setItemLabelGenerator(
                some -> some.size() > FEW ? workspace.text("import.format.usual") : String.join("; ", some));
        patterns.setValue(proposed.patterns());
        patterns.setAriaLabel(workspace.text("import.format.of", column));
        patterns.setAllowCustomValue(true);
        patterns.addCustomValueSetListener(event -> {
            List<String> own = Stream.of(event.getDetail().split(";"))
                    .map(String::strip)
                    .filter(pattern -> !pattern.isEmpty())
                    .toList();
            items.add(own);
            patterns.setItems(items);
            patterns.setValue(own);
        });
        boolean time = proposed.kind() == Kind.DATETIME;
        chosen = () -> {
            List<String> some = patterns.getOptionalValue().orElse(proposed.patterns());
            return time ? ValueFormat.dateTime(some) : ValueFormat.date(some);
        };
        return patterns;
    }
}
