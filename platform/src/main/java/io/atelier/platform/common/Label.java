package io.atelier.platform.common;

import com.github.benmanes.caffeine.cache.Interner;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A text that a person sees, by language. English is the text of last resort and always there.
 *
 * @param texts by ISO 639-1 code, sorted
 */
public record Label(Map<String, String> texts) {
    public static final int MAX_LENGTH = 255;

    // Organizations call thousands of fields by the same words.
    private static final Interner<Map<String, String>> SAME = Interner.newWeakInterner();

    public Label {
        texts = Map.copyOf(texts);
        if (texts.getOrDefault("en", "").isBlank()) {
            throw new PlatformException(ErrorCode.MANDATORY_NOT_FOUND, "A label needs an English text.");
        }
        for (String text : texts.values()) {
            if (text.length() > MAX_LENGTH) {
                throw new PlatformException(
                        ErrorCode.LIMIT_EXCEEDED, "A label has at most 255 characters.", Map.of("limit", MAX_LENGTH));
            }
        }
        texts = SAME.intern(Collections.unmodifiableMap(new TreeMap<>(texts)));
    }

    public static Label of(String english) {
        return new Label(Map.of("en", english));
    }

    public static Label of(String english, String russian) {
        return russian.isBlank() ? of(english) : new Label(Map.of("en", english, "ru", russian));
    }

    /** Returns the text of the language, or the English one. */
    public String in(Locale locale) {
        String text = texts.get(locale.getLanguage());
        return text == null || text.isBlank() ? english() : text;
    }

    public String english() {
        return texts.getOrDefault("en", "");
    }
}
