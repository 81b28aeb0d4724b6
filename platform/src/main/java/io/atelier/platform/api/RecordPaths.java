package io.atelier.platform.api;

import io.atelier.platform.oauth.Authorization;
import io.atelier.platform.org.Actor;
import jakarta.servlet.http.HttpServletRequest;

/** Where records live, and whom a token lets go there. */
final class RecordPaths {
    static final String RECORDS = "/crm/{version:v2|v8}/{module:[A-Za-z][A-Za-z0-9_]*}";

    /** A record by its id. */
    static final String BY_ID = "/{id:[0-9]+}";

    /** A record by any text; only for requests that say of which field it is, see {@link ExternalIds}. */
    static final String BY_TEXT = "/{id:.+}";

    private RecordPaths() {}

    static boolean isOldVersion(String version) {
        return version.equals("v2");
    }

    static Actor authorize(HttpServletRequest request, String module, String verb) {
        Authorization authorization = TokenFilter.authorization(request);
        authorization.require("modules", module, verb);
        return authorization.actor();
    }
}
