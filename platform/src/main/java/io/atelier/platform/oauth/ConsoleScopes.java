package io.atelier.platform.oauth;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Says which scopes one call needs, and no more: those of its module or kind of setting. */
final class ConsoleScopes {
    private static final Pattern MODULE = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,99}");
    private static final int AFTER_VERSION = 3;

    private ConsoleScopes() {}

    /** @param path decoded or not, as {@code /crm/v8/Leads/1} */
    static List<Scope> of(String method, String path) {
        String[] parts = path.split("\\?", 2)[0].split("/");
        String verb = method.equals("GET") ? "READ" : "ALL";
        String what = parts.length > AFTER_VERSION ? parts[AFTER_VERSION] : "";
        if (parts.length > 2 && parts[2].equals("bulk")) {
            return scopes("bulk." + verb, "modules.READ");
        }
        return switch (what) {
            case "settings", "users", "org", "files", "functions" -> scopes(what + "." + verb);
            case "coql" -> scopes("coql.READ", "modules.READ");
            case "actions" -> scopes("notifications." + verb);
            default -> ofModule(what, verb, parts.length > AFTER_VERSION + 2);
        };
    }

    /** @param others whether the call may lead to a related module */
    private static List<Scope> ofModule(String module, String verb, boolean others) {
        if (!MODULE.matcher(module).matches()) {
            return scopes("org.READ"); // leads to no module: the answer says that there is no such address
        }
        String own = "modules." + module + "." + verb;
        return others ? scopes(own, "modules.READ") : scopes(own);
    }

    private static List<Scope> scopes(String... names) {
        return Stream.of(names).map(name -> new Scope("ZohoCRM." + name)).toList();
    }
}
