package io.atelier.studio.component;

import com.vaadin.flow.component.confirmdialog.ConfirmDialog;

/** Asks before what cannot be taken back. All texts are translated. */
public final class Confirmation {
    private Confirmation() {}

    /** Runs the action if the person confirms. */
    public static void ask(String title, String text, String confirm, String cancel, Runnable action) {
        ConfirmDialog dialog = new ConfirmDialog(title, text, confirm, _ -> action.run());
        dialog.setCancelable(true);
        dialog.setCancelText(cancel);
        dialog.open();
    }
}
