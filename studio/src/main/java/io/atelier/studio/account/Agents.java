package io.atelier.studio.account;

import java.util.List;
import java.util.stream.Stream;

/** Makes a short name of what a browser says of itself: enough for its owner to know it again. */
final class Agents {
    private static final int MAX = 60;

    /** In this order: many browsers also name those that they descend from. */
    private static final List<String> BROWSERS = List.of("Edg", "OPR", "YaBrowser", "Firefox", "Chrome", "Safari");

    private static final List<String> SYSTEMS = List.of("Android", "iPhone", "iPad", "Windows", "Mac OS X", "Linux");

    private Agents() {}

    static String name(String agent) {
        String known = Stream.concat(first(BROWSERS, agent), first(SYSTEMS, agent))
                .reduce((browser, system) -> browser + " · " + system)
                .orElse(agent);
        return known.length() <= MAX ? known : known.substring(0, MAX) + "…";
    }

    private static Stream<String> first(List<String> names, String agent) {
        return names.stream().filter(agent::contains).limit(1).map(name -> switch (name) {
            case "Edg" -> "Edge";
            case "OPR" -> "Opera";
            case "Mac OS X" -> "macOS";
            default -> name;
        });
    }
}
