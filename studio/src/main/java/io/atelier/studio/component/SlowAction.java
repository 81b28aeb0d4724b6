package io.atelier.studio.component;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.button.Button;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what takes seconds without holding the person's session; the button rests until it is done. */
public final class SlowAction {
    private static final Logger log = LoggerFactory.getLogger(SlowAction.class);

    private SlowAction() {}

    /**
     * Works on a thread of its own, then shows the answer on the page. A failure is told as that of any click.
     *
     * @param work must not touch components, nor ask who is signed in
     */
    public static <T> void run(Button button, Supplier<T> work, Consumer<T> done) {
        UI ui = UI.getCurrent();
        button.setEnabled(false);
        Thread.startVirtualThread(() -> {
            Runnable answer = answer(work, done);
            try {
                ui.access(() -> {
                    button.setEnabled(true);
                    answer.run();
                });
            } catch (UIDetachedException e) {
                log.debug("The page was closed before the answer came", e);
            }
        });
    }

    private static <T> Runnable answer(Supplier<T> work, Consumer<T> done) {
        try {
            T result = work.get();
            return () -> done.accept(result);
        } catch (RuntimeException e) {
            return () -> {
                throw e;
            };
        }
    }
}
