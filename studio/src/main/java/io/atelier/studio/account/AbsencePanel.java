package io.atelier.studio.account;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.UserId;
import io.atelier.platform.people.Unavailability;
import io.atelier.platform.people.UnavailabilityService;
import io.atelier.studio.shell.CurrentActor;
import java.time.LocalDateTime;
import java.util.Optional;

/** When a person is away, and who takes over meanwhile; times are those of the zone of whoever looks. */
public final class AbsencePanel extends Div {
    private final UnavailabilityService absences;
    private final CurrentActor current;
    private final UserId user;
    private final DateTimePicker from = new DateTimePicker();
    private final DateTimePicker to = new DateTimePicker();
    private final ComboBox<User> standIn = new ComboBox<>();
    private final Grid<Unavailability> grid = new Grid<>();

    public AbsencePanel(UnavailabilityService absences, UserService users, CurrentActor current, UserId user) {
        this.absences = absences;
        this.current = current;
        this.user = user;
        from.setLabel(getTranslation("personal.absence.from"));
        to.setLabel(getTranslation("personal.absence.to"));
        from.setLocale(current.formats().locale());
        to.setLocale(current.formats().locale());
        from.setId("absence-from");
        to.setId("absence-to");
        standIn.setLabel(getTranslation("personal.absence.standIn"));
        standIn.setItems(users.all(actor().org()).stream()
                .filter(other -> other.active() && !other.id().equals(user))
                .toList());
        standIn.setItemLabelGenerator(User::name);
        standIn.setClearButtonVisible(true);
        standIn.setId("absence-stand-in");
        Button add = new Button(getTranslation("personal.absence.add"), _ -> add());
        add.addThemeVariants(ButtonVariant.PRIMARY);
        add.setId("absence-add");
        Div form = new Div(from, to, standIn, add);
        form.addClassName("tools");
        form.getStyle().set("align-items", "end").set("flex-wrap", "wrap");
        configureGrid(users);
        add(form, grid);
        refresh();
    }

    private void configureGrid(UserService users) {
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setAllRowsVisible(true);
        grid.getElement().setAttribute("aria-label", getTranslation("personal.absences"));
        grid.addColumn(absence -> current.formats().dateTime(absence.from()))
                .setHeader(getTranslation("personal.absence.from"));
        grid.addColumn(absence -> current.formats().dateTime(absence.to()))
                .setHeader(getTranslation("personal.absence.to"));
        grid.addColumn(absence -> absence.standIn()
                        .map(id -> users.byId(actor().org()).get(id))
                        .map(User::name)
                        .orElse(""))
                .setHeader(getTranslation("personal.absence.standIn"));
        grid.addComponentColumn(absence -> {
                    Button remove = new Button(getTranslation("personal.remove"), _ -> {
                        absences.delete(actor(), user, absence.id());
                        refresh();
                    });
                    remove.addThemeVariants(ButtonVariant.TERTIARY);
                    remove.setAriaLabel(getTranslation(
                            "personal.absence.remove", current.formats().dateTime(absence.from())));
                    return remove;
                })
                .setHeader(getTranslation("personal.actions"))
                .setAutoWidth(true)
                .setFlexGrow(0);
        Div empty = new Div(getTranslation("personal.absences.empty"));
        empty.addClassName("empty-state");
        grid.setEmptyStateComponent(empty);
    }

    private void add() {
        LocalDateTime start = from.getValue();
        LocalDateTime end = to.getValue();
        from.setErrorMessage(getTranslation("personal.absence.needed"));
        to.setErrorMessage(getTranslation("personal.absence.needed"));
        from.setInvalid(start == null);
        to.setInvalid(end == null || start != null && !start.isBefore(end));
        if (start == null || end == null || to.isInvalid()) {
            return;
        }
        absences.add(
                actor(),
                user,
                start.atZone(current.zone()).toInstant(),
                end.atZone(current.zone()).toInstant(),
                Optional.ofNullable(standIn.getValue()).map(User::id));
        from.clear();
        to.clear();
        standIn.clear();
        refresh();
    }

    private void refresh() {
        grid.setItems(absences.of(actor(), user));
    }

    private Actor actor() {
        return current.actor();
    }
}
