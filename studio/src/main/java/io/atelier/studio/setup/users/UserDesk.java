package io.atelier.studio.setup.users;

import com.vaadin.flow.spring.annotation.SpringComponent;
import com.vaadin.flow.spring.annotation.VaadinSessionScope;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Profile;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.people.TransferService;
import io.atelier.platform.people.UnavailabilityService;
import io.atelier.platform.people.UserAdminService;
import io.atelier.studio.shell.CurrentActor;
import io.atelier.studio.shell.PublicAddress;
import io.atelier.studio.shell.StepUp;
import java.util.List;

/** What the users' page and its dialogs work with. */
@SpringComponent
@VaadinSessionScope
class UserDesk {
    private final UserAdminService users;
    private final UserService everybody;
    private final TransferService transfers;
    private final UnavailabilityService absences;
    private final AccessService access;
    private final CurrentActor current;
    private final StepUp stepUp;
    private final PublicAddress address;

    UserDesk(
            UserAdminService users,
            UserService everybody,
            TransferService transfers,
            UnavailabilityService absences,
            AccessService access,
            CurrentActor current,
            StepUp stepUp,
            PublicAddress address) {
        this.users = users;
        this.everybody = everybody;
        this.transfers = transfers;
        this.absences = absences;
        this.access = access;
        this.current = current;
        this.stepUp = stepUp;
        this.address = address;
    }

    UserAdminService users() {
        return users;
    }

    UserService everybody() {
        return everybody;
    }

    TransferService transfers() {
        return transfers;
    }

    UnavailabilityService absences() {
        return absences;
    }

    CurrentActor current() {
        return current;
    }

    Actor actor() {
        return current.actor();
    }

    List<Profile> profiles() {
        return access.profiles(actor());
    }

    String address() {
        return address.get();
    }

    /** Runs what may ask the administrator for their password first. */
    void afterStepUp(Runnable action) {
        stepUp.run(actor(), action);
    }
}
