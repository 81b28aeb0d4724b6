package io.atelier.studio.account;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.atelier.platform.common.Violation;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserFormats;
import io.atelier.platform.people.NewUser;
import io.atelier.platform.people.OwnAccountService;
import io.atelier.studio.component.Formats;
import io.atelier.studio.shell.CurrentActor;
import io.atelier.studio.shell.ThemeChoice;
import io.atelier.studio.shell.Translations;
import java.time.DayOfWeek;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Name, language, zone and formats of the person, with a sample of what is chosen. */
final class SettingsPanel extends Div {
    private final OwnAccountService accounts;
    private final CurrentActor current;
    private final InstantSource clock;
    private final TextField name = new TextField();
    private final Select<Locale> language = new Select<>();
    private final ComboBox<ZoneId> zone = new ComboBox<>();
    private final ComboBox<String> country = new ComboBox<>();
    private final Select<UserFormats.DateStyle> date = new Select<>();
    private final Select<UserFormats.ClockStyle> time = new Select<>();
    private final Select<UserFormats.NumberStyle> number = new Select<>();
    private final Select<UserFormats.Theme> theme = new Select<>();
    private final Select<Integer> firstDay = new Select<>();
    private final TextArea signature = new TextArea();
    private final Paragraph sample = new Paragraph();

    SettingsPanel(OwnAccountService accounts, CurrentActor current, InstantSource clock) {
        this.accounts = accounts;
        this.current = current;
        this.clock = clock;
        User user = current.user();
        configureFields();
        configureChoices();
        fill(user);
        FormLayout form = new FormLayout(name, language, zone, country, date, time, number, firstDay, theme, signature);
        form.setResponsiveSteps(new FormLayout.ResponsiveStep("0", 1), new FormLayout.ResponsiveStep("36rem", 2));
        form.setColspan(signature, 2);
        sample.addClassName("hint");
        sample.setId("format-sample");
        Button save = new Button(getTranslation("personal.save"), _ -> save());
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.setId("settings-save");
        add(form, sample, save);
        showSample();
    }

    private void configureFields() {
        name.setLabel(getTranslation("personal.name"));
        name.setMaxLength(NewUser.MAX_NAME);
        name.setId("settings-name");
        signature.setLabel(getTranslation("personal.signature"));
        signature.setMaxLength(UserFormats.MAX_SIGNATURE);
        signature.setMinRows(3);
        language.setLabel(getTranslation("personal.language"));
        zone.setLabel(getTranslation("personal.zone"));
        country.setLabel(getTranslation("personal.country"));
        date.setLabel(getTranslation("personal.date"));
        time.setLabel(getTranslation("personal.clock"));
        number.setLabel(getTranslation("personal.number"));
        number.setId("settings-number");
        date.setId("settings-date");
        theme.setLabel(getTranslation("personal.theme"));
        firstDay.setLabel(getTranslation("personal.firstDay"));
    }

    private void configureChoices() {
        Locale locale = current.locale();
        language.setItems(Translations.LOCALES);
        language.setItemLabelGenerator(item -> getTranslation("shell.language." + item.getLanguage()));
        zone.setItems(ZoneId.getAvailableZoneIds().stream()
                .filter(id ->
                        id.contains("/") && !id.startsWith("Etc/") && !id.startsWith("SystemV/") || id.equals("UTC"))
                .sorted()
                .map(ZoneId::of)
                .toList());
        zone.setItemLabelGenerator(ZoneId::getId);
        country.setItems(Arrays.stream(Locale.getISOCountries())
                .sorted(Comparator.comparing(code -> Locale.of("", code).getDisplayCountry(locale)))
                .toList());
        country.setItemLabelGenerator(code -> Locale.of("", code).getDisplayCountry(locale));
        country.setClearButtonVisible(true);
        country.setHelperText(getTranslation("personal.country.help"));
        date.setItems(UserFormats.DateStyle.values());
        date.setItemLabelGenerator(style -> getTranslation("personal.date." + style));
        time.setItems(UserFormats.ClockStyle.values());
        time.setItemLabelGenerator(style -> getTranslation("personal.clock." + style));
        number.setItems(UserFormats.NumberStyle.values());
        number.setItemLabelGenerator(style -> getTranslation("personal.number." + style));
        theme.setItems(UserFormats.Theme.values());
        theme.setItemLabelGenerator(
                item -> getTranslation("shell.theme." + item.name().toLowerCase(Locale.ROOT)));
        firstDay.setItems(IntStream.rangeClosed(0, 7).boxed().toList());
        firstDay.setItemLabelGenerator(day -> day == 0
                ? getTranslation("personal.firstDay.country")
                : DayOfWeek.of(day).getDisplayName(TextStyle.FULL_STANDALONE, locale));
        List.of(date, time, number).forEach(field -> field.addValueChangeListener(_ -> showSample()));
        country.addValueChangeListener(_ -> showSample());
        zone.addValueChangeListener(_ -> showSample());
    }

    private void fill(User user) {
        UserFormats formats = user.formats();
        name.setValue(user.name());
        language.setValue(Translations.LOCALES.stream()
                .filter(item -> item.getLanguage().equals(user.language().getLanguage()))
                .findFirst()
                .orElse(Locale.ENGLISH));
        zone.setValue(user.zone());
        if (!formats.country().isEmpty()) {
            country.setValue(formats.country());
        }
        date.setValue(formats.date());
        time.setValue(formats.clock());
        number.setValue(formats.number());
        theme.setValue(formats.theme());
        firstDay.setValue(formats.firstDay());
        signature.setValue(formats.signature());
    }

    private UserFormats chosen() {
        String code = country.getValue();
        return new UserFormats(
                code == null ? "" : code,
                date.getValue(),
                time.getValue(),
                number.getValue(),
                theme.getValue(),
                firstDay.getValue(),
                signature.getValue(),
                true);
    }

    private void showSample() {
        boolean isFilled = date.getValue() != null
                && time.getValue() != null
                && number.getValue() != null
                && theme.getValue() != null
                && firstDay.getValue() != null;
        if (isFilled) {
            Formats formats = new Formats(current.locale(), zone(), chosen());
            sample.setText(getTranslation(
                    "personal.sample",
                    formats.dateTime(clock.instant()),
                    formats.number().format(1_234_567.89)));
        }
    }

    private ZoneId zone() {
        ZoneId chosen = zone.getValue();
        return chosen == null ? current.zone() : chosen;
    }

    private void save() {
        name.setInvalid(false);
        try {
            accounts.saveSettings(current.actor(), name.getValue(), language.getValue(), zone(), chosen());
            current.refresh();
            getUI().ifPresent(ui -> {
                ThemeChoice.choose(theme.getValue(), ui);
                ui.getPage().reload();
            });
        } catch (ViolationsException e) {
            Violation violation = e.violations().getFirst();
            if (!violation.path().equals("name")) {
                throw e;
            }
            name.setErrorMessage(getTranslation("shell.welcome.problem.personName." + violation.code()));
            name.setInvalid(true);
        }
    }
}
