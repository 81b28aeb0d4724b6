package io.atelier.studio.setup.modules;

import com.vaadin.flow.component.textfield.TextField;
import io.atelier.platform.common.Label;
import io.atelier.studio.workspace.records.Workspace;
import java.util.Optional;

/** The title of the list on the page of what is pointed to; without one there is no list. */
final class RelatedListFields {
    final TextField english;
    final TextField russian;

    RelatedListFields(Workspace workspace, Optional<Label> known) {
        english = new TextField(workspace.text("modules.related"));
        english.setId("field-related");
        english.setHelperText(workspace.text("modules.related.help"));
        english.setMaxLength(100);
        russian = new TextField(workspace.text("modules.related.ru"));
        russian.setMaxLength(100);
        known.ifPresent(label -> {
            english.setValue(label.english());
            russian.setValue(label.texts().getOrDefault("ru", ""));
        });
    }

    /** Returns the title that a new lookup proposes: what the module's records are called. */
    static Optional<Label> proposed(ModuleDraft draft) {
        return draft.pluralEnglish.isBlank()
                ? Optional.empty()
                : Optional.of(Label.of(draft.pluralEnglish, draft.pluralRussian));
    }

    Optional<Label> title() {
        String text = english.getValue().strip();
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(Label.of(text, russian.getValue().strip()));
    }
}
