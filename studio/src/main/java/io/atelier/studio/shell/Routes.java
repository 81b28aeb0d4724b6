package io.atelier.studio.shell;

/** Addresses that several features link to. */
public final class Routes {
    /** Template of a module's list. */
    public static final String LIST = "m/:module";

    /** Template of a record's page. */
    public static final String RECORD = "m/:module/:id";

    /** Everything that shapes the organization is below this; only administrators come in. */
    public static final String SETUP = "setup";

    private Routes() {}

    public static String list(String module) {
        return "m/" + module;
    }

    public static String record(String module, long id) {
        return "m/" + module + "/" + id;
    }

    static boolean isSetup(String path) {
        return path.equals(SETUP) || path.startsWith(SETUP + "/");
    }
}
