package io.atelier.studio.component;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.NotificationVariant;
import java.time.Duration;

/** Short messages at the edge of the page; screen readers speak them. The texts come translated. */
public final class Toast {
    private static final int SUCCESS_MILLIS = (int) Duration.ofSeconds(4).toMillis();
    private static final int ERROR_MILLIS = (int) Duration.ofSeconds(12).toMillis();

    private Toast() {}

    public static void success(String text) {
        Notification notification = Notification.show(text, SUCCESS_MILLIS, Notification.Position.BOTTOM_START);
        notification.addThemeVariants(NotificationVariant.SUCCESS);
    }

    /** Says what was done and offers to take it back, for as long as it is shown. */
    public static void undoable(String text, String undo, Runnable action) {
        Notification notification = new Notification();
        Button back = new Button(undo, _ -> {
            notification.close();
            action.run();
        });
        back.addThemeVariants(ButtonVariant.TERTIARY);
        back.addClassName("toast-undo");
        notification.add(new Div(new Span(text), back));
        notification.setDuration(ERROR_MILLIS);
        notification.setPosition(Notification.Position.BOTTOM_START);
        notification.open();
    }

    /** Says what failed and, below, what to do; an empty detail is left out. */
    public static void error(String title, String detail) {
        Span head = new Span(title);
        head.addClassName("toast-title");
        Div content = new Div(head);
        if (!detail.isBlank()) {
            Div more = new Div(detail);
            more.addClassName("toast-detail");
            content.add(more);
        }
        Notification notification = new Notification(content);
        notification.setDuration(ERROR_MILLIS);
        notification.setPosition(Notification.Position.BOTTOM_START);
        notification.setAssertive(true);
        notification.addThemeVariants(NotificationVariant.ERROR);
        notification.open();
    }
}
