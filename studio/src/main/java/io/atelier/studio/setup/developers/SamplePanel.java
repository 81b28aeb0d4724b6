package io.atelier.studio.setup.developers;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import io.atelier.studio.component.CodeText;
import io.atelier.studio.component.ViewSwitch;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** The call at hand as programs write it. */
final class SamplePanel extends Div {
    private final String address;
    private final Map<CodeSample, CodeText> texts = new EnumMap<>(CodeSample.class);

    SamplePanel(String address) {
        this.address = address;
        addClassNames("card", "door");
        Paragraph hint = new Paragraph(getTranslation("developer.samples.hint"));
        hint.addClassName("hint");
        ViewSwitch languages = new ViewSwitch(getTranslation("developer.samples.language"));
        for (CodeSample sample : CodeSample.values()) {
            CodeText text = new CodeText(
                    sample.language(), getTranslation("apiclient.copy"), getTranslation("apiclient.copied"));
            text.setAreaId("sample-" + sample.name().toLowerCase(Locale.ROOT));
            texts.put(sample, text);
            languages.add(sample.language(), text);
        }
        add(new H2(getTranslation("developer.samples")), hint, languages);
    }

    void show(ConsoleRequest request) {
        texts.forEach((sample, text) -> text.setCode(sample.of(request, address)));
    }
}
