package io.atelier.studio.component;

import com.vaadin.flow.component.html.IFrame;
import java.util.Locale;

/** Shows a mail's cleaned HTML in a frame that may do nothing: no scripts, no forms, no way out. */
public final class MailFrame extends IFrame {
    private static final String PAGE = """
            <!doctype html><html lang="%s"><head><meta charset="utf-8"><title>%s</title>\
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src https: data:">\
            <style>body{margin:12px;font:14px/1.5 system-ui,sans-serif;color:#1f2733;background:#fff;overflow-wrap:anywhere}</style>\
            </head><body>%s</body></html>""";

    private final String label;
    private final Locale locale;

    /**
     * Makes an empty frame.
     *
     * @param label names the frame for screen readers
     */
    public MailFrame(String label, Locale locale) {
        this.label = label;
        this.locale = locale;
        addClassName("mail-frame");
        setSandbox(SandboxType.RESTRICT_ALL);
        getElement().setAttribute("title", label);
        getElement().setAttribute("tabindex", "0");
        show("");
    }

    /** Shows HTML that was cleaned already. */
    public void show(String cleanHtml) {
        setSrcdoc(PAGE.formatted(locale.toLanguageTag(), escaped(label), cleanHtml));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
