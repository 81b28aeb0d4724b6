package io.atelier.platform.oauth;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a token is good for, {@code ZohoCRM.<area>.<part>.<verb>}: {@code ZohoCRM.modules.Leads.READ}, {@code
 * ZohoCRM.settings.ALL}. A part or verb that is {@code ALL} or left out holds for each.
 */
public record Scope(String text) {
    private static final Pattern SHAPE = Pattern.compile(
            "ZohoCRM\\.(modules|settings|users|org|coql|bulk|files|functions|notifications|composite_requests)(\\.[A-Za-z][A-Za-z0-9_]{0,99}){0,2}");
    private static final int MAX_SCOPES = 50;

    public Scope {
        if (!SHAPE.matcher(text).matches()) {
            throw new PlatformException(
                    ErrorCode.INVALID_DATA,
                    "A scope is written ZohoCRM.modules.ALL or ZohoCRM.settings.fields.READ.",
                    Map.of("param_name", "scope"));
        }
    }

    /** Reads scopes that commas or blanks stand between. */
    public static List<Scope> parse(String text) {
        List<Scope> scopes = Stream.of(text.split("[,\\s]+"))
                .filter(part -> !part.isBlank())
                .distinct()
                .map(Scope::new)
                .toList();
        if (scopes.isEmpty() || scopes.size() > MAX_SCOPES) {
            throw new PlatformException(
                    ErrorCode.INVALID_DATA, "Name 1 to 50 scopes.", Map.of("param_name", "scope", "limit", MAX_SCOPES));
        }
        return scopes;
    }

    /**
     * @param area {@code modules}, {@code settings}, {@code users}, {@code org} or {@code coql}
     * @param part a module, or a kind of setting
     * @param verb {@code READ}, {@code CREATE}, {@code UPDATE}, {@code DELETE}
     */
    public boolean allows(String area, String part, String verb) {
        String[] own = text.split("\\.");
        if (!own[1].equals(area)) {
            return false;
        }
        return switch (own.length) {
            case 2 -> true;
            case 3 -> isVerb(own[2]) ? matches(own[2], verb) : own[2].equalsIgnoreCase(part);
            default -> matches(own[2], part) && matches(own[3], verb);
        };
    }

    /** Says whether the first allow everything that the others do. */
    public static boolean cover(List<Scope> all, List<Scope> wanted) {
        return wanted.stream().allMatch(one -> all.stream().anyMatch(own -> own.covers(one)));
    }

    private boolean covers(Scope other) {
        Parts own = parts();
        Parts wanted = other.parts();
        boolean writes = own.verb.equals("WRITE") && (wanted.verb.equals("CREATE") || wanted.verb.equals("UPDATE"));
        return own.area.equals(wanted.area)
                && (own.part.equals("ALL") || own.part.equals(wanted.part))
                && (own.verb.equals("ALL") || own.verb.equals(wanted.verb) || writes);
    }

    private record Parts(String area, String part, String verb) {}

    private Parts parts() {
        String[] own = text.split("\\.");
        return switch (own.length) {
            case 2 -> new Parts(own[1], "ALL", "ALL");
            case 3 ->
                isVerb(own[2]) ? new Parts(own[1], "ALL", upper(own[2])) : new Parts(own[1], upper(own[2]), "ALL");
            default -> new Parts(own[1], upper(own[2]), upper(own[3]));
        };
    }

    private static String upper(String word) {
        return word.toUpperCase(Locale.ROOT);
    }

    private static boolean isVerb(String word) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "ALL", "READ", "CREATE", "UPDATE", "DELETE", "WRITE", "CUSTOM" -> true;
            default -> false;
        };
    }

    private static boolean matches(String own, String asked) {
        boolean writes = own.equalsIgnoreCase("WRITE") && !asked.equals("READ") && !asked.equals("DELETE");
        return own.equalsIgnoreCase("ALL") || own.equalsIgnoreCase(asked) || writes;
    }
}
