package io.atelier.studio.shell;

import com.vaadin.flow.i18n.I18NProvider;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * All visible texts, from every {@code i18n/<feature>_<language>.properties} on the class path (UTF-8). {@code {0}} in a
 * text stands for the first parameter; an apostrophe is an apostrophe.
 *
 * <p>A key with a count has one text per plural form: {@code key.one}, {@code key.few}, {@code key.many}, {@code
 * key.other}; see {@link #plural}.
 */
@Component
public class Translations implements I18NProvider {
    public static final Locale RUSSIAN = Locale.of("ru");
    public static final List<Locale> LOCALES = List.of(Locale.ENGLISH, RUSSIAN);

    @Serial
    private static final long serialVersionUID = 1L;

    private static final Logger log = LoggerFactory.getLogger(Translations.class);

    private final transient Map<String, Map<String, String>> texts = new HashMap<>();
    private final transient Set<String> missing = ConcurrentHashMap.newKeySet();

    Translations(ResourcePatternResolver resources) throws IOException {
        for (Locale locale : LOCALES) {
            Map<String, String> ofLanguage = new HashMap<>();
            String files = "classpath*:i18n/*_" + locale.getLanguage() + ".properties";
            for (Resource file : resources.getResources(files)) {
                read(file).forEach((key, text) -> {
                    if (ofLanguage.put(key.toString(), text.toString()) != null) {
                        throw new IllegalStateException("The key " + key + " stands twice; again in " + file);
                    }
                });
            }
            texts.put(locale.getLanguage(), Map.copyOf(ofLanguage));
        }
    }

    private static Properties read(Resource file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return properties;
    }

    @Override
    public List<Locale> getProvidedLocales() {
        return LOCALES;
    }

    @Override
    public String getTranslation(String key, Locale locale, Object... parameters) {
        String text = ofLanguage(locale).get(key);
        if (text == null) {
            if (missing.add(locale.getLanguage() + ":" + key)) {
                log.warn("No text for {} in {}", key, locale.getLanguage());
            }
            return key;
        }
        return fill(text, locale, parameters);
    }

    /** Returns the text for that many: the count is parameter 0, the others follow. */
    public String plural(String key, Locale locale, long count, Object... others) {
        Object[] parameters = new Object[others.length + 1];
        parameters[0] = count;
        System.arraycopy(others, 0, parameters, 1, others.length);
        String form = key + "." + pluralForm(locale, count);
        String chosen = ofLanguage(locale).containsKey(form) ? form : key + ".other";
        return getTranslation(chosen, locale, parameters);
    }

    private Map<String, String> ofLanguage(Locale locale) {
        return texts.getOrDefault(locale.getLanguage(), texts.getOrDefault("en", Map.of()));
    }

    static String pluralForm(Locale locale, long count) {
        if (!locale.getLanguage().equals("ru")) {
            return count == 1 ? "one" : "other";
        }
        long tens = count % 100;
        long ones = count % 10;
        if (ones == 1 && tens != 11) {
            return "one";
        }
        return ones >= 2 && ones <= 4 && (tens < 12 || tens > 14) ? "few" : "many";
    }

    private static String fill(String text, Locale locale, Object... parameters) {
        String filled = text;
        for (int i = 0; i < parameters.length; i++) {
            Object parameter = parameters[i];
            String shown = parameter instanceof Number number
                    ? NumberFormat.getInstance(locale).format(number)
                    : String.valueOf(parameter);
            filled = filled.replace("{" + i + "}", shown);
        }
        return filled;
    }
}
