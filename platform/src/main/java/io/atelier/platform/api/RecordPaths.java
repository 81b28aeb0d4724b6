package io.atelier.platform.api;

import io.atelier.platform.org.Actor;
import jakarta.servlet.http.HttpServletRequest;

/** Where records live, and whom a token lets go there. */
public final class RecordPaths {
    /** Both versions of the API. */
    public static final String VERSION = "/crm/{version:v2|v8}";

    private static final String MODULE = "/{module:[A-Za-z][A-Za-z0-9_]*}";

    /** The records of a module. */
    public static final String RECORDS = VERSION + MODULE;

    /** A record by its id. */
    public static final String BY_ID = "/{id:[0-9]+}";

    /** A record of a module, behind the version. */
    public static final String OF_RECORD = MODULE + BY_ID;

    /** The whole path of a record by its id. */
    public static final String RECORD = RECORDS + BY_ID;

    /** A record by any text; only for requests that say of which field it is, by {@link #EXTERNAL}. */
    public static final String BY_TEXT = "/{id:.+}";

    /** The header that names a field whose values stand where ids would, as {@code Contacts.Email}. */
    public static final String EXTERNAL = "X-EXTERNAL";

    private RecordPaths() {}

    public static boolean isOldVersion(String version) {
        return version.equals("v2");
    }

    public static Actor authorize(HttpServletRequest request, String module, String verb) {
        return ApiScopes.require(request, "modules", module, verb);
    }
}
