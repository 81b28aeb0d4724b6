package io.atelier.templates;

import java.util.List;

/**
 * The result of a rendering.
 *
 * @param text the output. HTML has its values escaped, but the author's own markup is as written: pass it through
 *     {@link HtmlCleaner} before a person sees it
 * @param warnings what rendered as empty although the author wanted a value; at most {@value #MAX_WARNINGS}
 */
public record RenderedTemplate(String text, List<TemplateWarning> warnings) {

    static final int MAX_WARNINGS = 100;

    public RenderedTemplate {
        warnings = List.copyOf(warnings);
    }
}
