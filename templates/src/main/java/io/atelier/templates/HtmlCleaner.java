package io.atelier.templates;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;
import org.jsoup.select.NodeVisitor;

/**
 * Reduces HTML from anywhere to what a mail or a rich text needs: text, tables, pictures, links, and looks that cannot
 * leave their place. Nothing that runs, loads a style, frames, posts, or names itself survives.
 */
public final class HtmlCleaner {

    /** The longest input. */
    public static final int MAX_CHARACTERS = 2 * 1024 * 1024;

    /**
     * The elements that may stay. Never add one whose content browsers read as raw text, nor a foreign one: style,
     * textarea, title, noscript, xmp, iframe, noembed, noframes, plaintext, svg, math. A cleaner and a browser that
     * disagree about where such an element ends are how markup gets through.
     */
    static final Set<String> ELEMENTS = Set.of(
            ("a abbr address b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn div dl dt em "
                            + "figcaption figure font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small "
                            + "span strike strong sub sup table tbody td tfoot th thead tr tt u ul var wbr")
                    .split(" "));

    /** Dropped with all they hold; of any other element outside the list the text stays. */
    private static final String DROPPED_WHOLE =
            "script, style, title, textarea, noscript, xmp, iframe, noembed, noframes,"
                    + " plaintext, svg, math, template, object, embed, applet, select, audio, video, canvas, head > *";

    private static final Set<String> COMMON_ATTRIBUTES = Set.of("dir", "lang", "title", "style", "align");

    private static final Map<String, Set<String>> ATTRIBUTES = Map.ofEntries(
            Map.entry("a", Set.of("href")),
            Map.entry("img", Set.of("src", "alt", "width", "height", "border")),
            Map.entry("table", Set.of("width", "height", "border", "cellpadding", "cellspacing", "bgcolor")),
            Map.entry("tr", Set.of("bgcolor", "valign", "height")),
            Map.entry("td", Set.of("colspan", "rowspan", "width", "height", "valign", "bgcolor", "nowrap")),
            Map.entry("th", Set.of("colspan", "rowspan", "width", "height", "valign", "bgcolor", "nowrap", "scope")),
            Map.entry("col", Set.of("span", "width")),
            Map.entry("colgroup", Set.of("span", "width")),
            Map.entry("font", Set.of("color", "face", "size")),
            Map.entry("hr", Set.of("width", "size", "color")),
            Map.entry("ol", Set.of("start", "type")),
            Map.entry("ul", Set.of("type")),
            Map.entry("li", Set.of("value", "type")));

    private static final Set<String> LINES_AROUND = Set.of(
            ("address blockquote center dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre table tr ul")
                    .split(" "));

    private static final Cleaner CLEANER = new Cleaner(safelist());
    private static final int MOST_PASSES = 6;

    private HtmlCleaner() {}

    /**
     * Returns the harmless part of some HTML, as a fragment. Cleaning the result again changes nothing.
     *
     * @throws IllegalArgumentException if the input is longer than {@link #MAX_CHARACTERS}
     */
    public static String clean(String html) {
        checkLength(html);
        String before = pass(html);
        for (int i = 1; i < MOST_PASSES; i++) {
            String after = pass(before);
            if (after.equals(before)) {
                return after;
            }
            before = after;
        }
        // What reads differently every time it is read is not worth trusting: keep its words.
        return pass(Entities.escape(toText(before)));
    }

    /**
     * Returns the words of some HTML, with its line breaks and the targets of its links.
     *
     * @throws IllegalArgumentException if the input is longer than {@link #MAX_CHARACTERS}
     */
    public static String toText(String html) {
        checkLength(html);
        Document document = Jsoup.parse(html);
        document.select(DROPPED_WHOLE).remove();
        TextWriter writer = new TextWriter();
        document.body().traverse(writer);
        return writer.text();
    }

    private static String pass(String html) {
        Document document = Jsoup.parse(html);
        document.select(DROPPED_WHOLE).remove();
        Document clean = CLEANER.clean(document);
        for (Element element : clean.body().select("*")) {
            if (element != clean.body()) {
                filterAttributes(element);
            }
        }
        clean.outputSettings().prettyPrint(false);
        return clean.body().html();
    }

    private static void filterAttributes(Element element) {
        for (Attribute attribute : new ArrayList<>(element.attributes().asList())) {
            String value = HtmlValues.accept(element.normalName(), attribute.getKey(), attribute.getValue());
            if (value == null) {
                element.removeAttr(attribute.getKey());
            } else {
                element.attr(attribute.getKey(), value);
            }
        }
        if (element.normalName().equals("a") && element.hasAttr("href")) {
            element.attr("rel", "noopener noreferrer").attr("target", "_blank");
        }
    }

    /** Tells whether an attribute may stay; the value is a question for {@link HtmlValues}. */
    static boolean isListed(String element, String attribute) {
        return COMMON_ATTRIBUTES.contains(attribute)
                || ATTRIBUTES.getOrDefault(element, Set.of()).contains(attribute);
    }

    private static Safelist safelist() {
        Safelist safelist = Safelist.none().addTags(ELEMENTS.toArray(String[]::new));
        for (String element : ELEMENTS) {
            safelist.addAttributes(element, COMMON_ATTRIBUTES.toArray(String[]::new));
        }
        ATTRIBUTES.forEach((element, names) -> safelist.addAttributes(element, names.toArray(String[]::new)));
        return safelist;
    }

    private static void checkLength(String html) {
        if (html.length() > MAX_CHARACTERS) {
            throw new IllegalArgumentException("the HTML is longer than " + MAX_CHARACTERS + " characters");
        }
    }

    /** Writes the words of a tree, line by line. */
    private static final class TextWriter implements NodeVisitor {

        private final StringBuilder text = new StringBuilder();
        private final List<String> linkTargets = new ArrayList<>();
        private final List<Integer> linkStarts = new ArrayList<>();

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode words) {
                words(words.text());
            } else if (node instanceof Element element) {
                switch (element.normalName()) {
                    case "br" -> text.append('\n');
                    case "a" -> {
                        String target = HtmlValues.accept("a", "href", element.attr("href"));
                        linkTargets.add(target == null ? "" : target);
                        linkStarts.add(text.length());
                    }
                    case "td", "th" -> words(" ");
                    case "img" -> words(element.attr("alt"));
                    default -> startLine(element);
                }
                if (element.normalName().equals("li")) {
                    text.append("- ");
                }
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (node instanceof Element element) {
                if (element.normalName().equals("a")) {
                    String target = linkTargets.removeLast();
                    String shown = text.substring(linkStarts.removeLast()).strip();
                    if (!target.isEmpty() && !target.contains(shown)) {
                        text.append(" (").append(target).append(')');
                    }
                }
                startLine(element);
            }
        }

        String text() {
            return text.toString()
                    .replaceAll("[ \\t\\u00a0]+\\n", "\n")
                    .replaceAll("\\n{3,}", "\n\n")
                    .strip();
        }

        private void startLine(Element element) {
            if (LINES_AROUND.contains(element.normalName())
                    && !text.isEmpty()
                    && text.charAt(text.length() - 1) != '\n') {
                text.append('\n');
            }
        }

        private void words(String words) {
            boolean atStart = text.isEmpty() || Character.isWhitespace(text.charAt(text.length() - 1));
            text.append(atStart ? words.stripLeading() : words);
        }
    }
}
