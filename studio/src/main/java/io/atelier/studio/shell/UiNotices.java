package io.atelier.studio.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import io.atelier.platform.org.Notice;
import io.atelier.platform.org.Notices;
import io.atelier.platform.org.OrgId;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Brings notices of an organization to a component while it is attached, with the session's lock held. */
@org.springframework.stereotype.Component
public class UiNotices {
    private static final Runnable NOTHING = () -> {};

    private final Notices notices;

    UiNotices(Notices notices) {
        this.notices = notices;
    }

    /** Calls the listener for each notice of the topic as long as, and whenever, the component is attached. */
    public void listen(Component component, OrgId org, Notice.Topic topic, Consumer<Notice> listener) {
        AtomicReference<Runnable> end = new AtomicReference<>(NOTHING);
        component.addAttachListener(event ->
                end.getAndSet(subscribe(event.getUI(), org, topic, listener)).run());
        component.addDetachListener(_ -> end.getAndSet(NOTHING).run());
        component
                .getUI()
                .filter(_ -> component.isAttached())
                .ifPresent(
                        ui -> end.getAndSet(subscribe(ui, org, topic, listener)).run());
    }

    private Runnable subscribe(UI ui, OrgId org, Notice.Topic topic, Consumer<Notice> listener) {
        return notices.subscribe(notice -> {
            if (notice.org().equals(org) && notice.topic() == topic) {
                deliver(ui, notice, listener);
            }
        });
    }

    private static void deliver(UI ui, Notice notice, Consumer<Notice> listener) {
        try {
            ui.access(() -> listener.accept(notice));
        } catch (UIDetachedException _) {
            // The page was closed meanwhile; its detach listener ends the subscription.
        }
    }
}
