package io.atelier.runtime.worker;

import java.util.LinkedHashMap;
import java.util.Map;
import org.graalvm.polyglot.Source;

/** Keeps the last sources, so that the engine keeps their parsed form. Used by one thread. */
final class SourceCache {
    private static final int MAX_CHARS = 500_000;

    private final Map<Key, Source> sources = new LinkedHashMap<>(64, 0.75f, true);
    private long chars;

    Source module(String fileName, String text) {
        Key key = new Key(fileName, text);
        Source known = sources.get(key);
        if (known != null) {
            return known;
        }
        Source source = ScriptRunner.module(fileName, text);
        sources.put(key, source);
        chars += text.length();
        var oldest = sources.entrySet().iterator();
        while (chars > MAX_CHARS && oldest.hasNext()) {
            chars -= oldest.next().getKey().text().length();
            oldest.remove();
        }
        return source;
    }

    private record Key(String fileName, String text) {}
}
