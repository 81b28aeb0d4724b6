package io.atelier.templates;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides which attribute values, URLs and style declarations are harmless. All by shape; nothing is repaired. */
final class HtmlValues {

    private static final int LONGEST_STYLE = 4_000;
    private static final int LONGEST_DECLARATION = 300;

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}]");
    private static final Pattern LINK =
            Pattern.compile("https?://[^\\s\\\\]+|mailto:[^\\s\\\\]+|tel:[0-9+().*#;=a-z-]+", Pattern.CASE_INSENSITIVE);
    private static final Pattern PICTURE =
            Pattern.compile("https?://[^\\s\\\\]+|cid:[^\\s\\\\]+", Pattern.CASE_INSENSITIVE);
    private static final Pattern INLINE_PICTURE =
            Pattern.compile("data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/]++={0,2}", Pattern.CASE_INSENSITIVE);
    private static final Pattern SIZE = Pattern.compile("[0-9]{1,4}(?:\\.[0-9]{1,2})?(?:%|px)?");
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,3}");
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,6}");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9]{1,20}");
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z0-9-]{1,35}");
    private static final Pattern COLOUR = Pattern.compile("#[0-9A-Fa-f]{3,8}|[A-Za-z]{3,25}");
    private static final Pattern FONTS = Pattern.compile("[\\p{L}0-9 ,'\"_-]{1,200}");

    private static final Map<String, Pattern> SHAPES = Map.ofEntries(
            Map.entry("dir", Pattern.compile("ltr|rtl|auto", Pattern.CASE_INSENSITIVE)),
            Map.entry("lang", LANGUAGE),
            Map.entry("align", WORD),
            Map.entry("valign", WORD),
            Map.entry("scope", WORD),
            Map.entry("type", WORD),
            Map.entry("nowrap", Pattern.compile("|nowrap", Pattern.CASE_INSENSITIVE)),
            Map.entry("width", SIZE),
            Map.entry("height", SIZE),
            Map.entry("border", SIZE),
            Map.entry("cellpadding", SIZE),
            Map.entry("cellspacing", SIZE),
            Map.entry("colspan", COUNT),
            Map.entry("rowspan", COUNT),
            Map.entry("span", COUNT),
            Map.entry("start", NUMBER),
            Map.entry("value", NUMBER),
            Map.entry("size", NUMBER),
            Map.entry("color", COLOUR),
            Map.entry("bgcolor", COLOUR),
            Map.entry("face", FONTS));

    private static final Set<String> STYLES = Set.of(("background background-color border border-bottom"
                    + " border-bottom-color border-bottom-style border-bottom-width border-collapse border-color border-left"
                    + " border-left-color border-left-style border-left-width border-radius border-right border-right-color"
                    + " border-right-style border-right-width border-spacing border-style border-top border-top-color"
                    + " border-top-style border-top-width border-width clear color direction display float font-size"
                    + " font-style font-variant font-weight height letter-spacing line-height list-style-type margin"
                    + " margin-bottom margin-left margin-right margin-top max-height max-width min-height min-width"
                    + " overflow-wrap padding padding-bottom padding-left padding-right padding-top table-layout text-align"
                    + " text-decoration text-decoration-color text-decoration-line text-decoration-style text-indent"
                    + " text-transform vertical-align white-space width word-break word-spacing word-wrap")
            .split(" "));

    /** A number with a unit, a word, a colour. No function but colours, no quote, no escape, no negative length. */
    private static final Pattern STYLE_VALUE = Pattern.compile(
            "(?:[0-9]{0,4}\\.?[0-9]{1,4}(?:px|pt|pc|em|rem|ex|ch|in|cm|mm|%)?"
                    + "|#[0-9a-f]{3,8}"
                    + "|[a-z][a-z-]{0,24}"
                    + "|(?:rgb|hsl)a?\\([0-9.,%/deg]{3,40}\\))",
            Pattern.CASE_INSENSITIVE);

    private HtmlValues() {}

    /** Returns the value to keep, or null to drop the attribute. */
    static @Nullable String accept(String element, String attribute, String value) {
        if (!HtmlCleaner.isListed(element, attribute)) {
            return null;
        }
        return switch (attribute) {
            case "href" -> url(value, LINK);
            case "src" -> {
                String inline = value.replaceAll("\\s+", "");
                yield INLINE_PICTURE.matcher(inline).matches() ? inline : url(value, PICTURE);
            }
            case "style" -> style(value);
            case "title", "alt" -> value;
            default -> shaped(attribute, value);
        };
    }

    private static @Nullable String shaped(String attribute, String value) {
        Pattern shape = SHAPES.get(attribute);
        String stripped = value.strip();
        return shape != null && shape.matcher(stripped).matches() ? stripped : null;
    }

    private static @Nullable String url(String value, Pattern shape) {
        String url = value.strip();
        if (CONTROL.matcher(url).find()) {
            return null;
        }
        String encoded = url.replace(" ", "%20")
                .replace("\"", "%22")
                .replace("'", "%27")
                .replace("<", "%3C")
                .replace(">", "%3E")
                .replace("`", "%60");
        return shape.matcher(encoded).matches() ? encoded : null;
    }

    private static @Nullable String style(String style) {
        if (style.length() > LONGEST_STYLE || style.contains("\\") || style.contains("/*")) {
            return null;
        }
        StringJoiner kept = new StringJoiner("; ");
        for (String declaration : style.split(";")) {
            int colon = declaration.indexOf(':');
            if (colon < 0 || declaration.length() > LONGEST_DECLARATION) {
                continue;
            }
            String property = declaration.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            String value = declaration.substring(colon + 1).strip();
            if (isHarmless(property, value)) {
                kept.add(property + ": " + value);
            }
        }
        return kept.length() == 0 ? null : kept.toString();
    }

    private static boolean isHarmless(String property, String value) {
        if (property.equals("font-family")) {
            return FONTS.matcher(value).matches();
        }
        if (!STYLES.contains(property) || value.isEmpty()) {
            return false;
        }
        for (String part : value.replaceAll("\\s*([,(])\\s*|\\s+(?=\\))", "$1").split("\\s+")) {
            if (!STYLE_VALUE.matcher(part).matches()) {
                return false;
            }
        }
        return true;
    }
}
