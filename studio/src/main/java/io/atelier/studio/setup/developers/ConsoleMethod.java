package io.atelier.studio.setup.developers;

/** What a call can do. */
enum ConsoleMethod {
    GET,
    POST,
    PUT,
    PATCH,
    DELETE;

    boolean hasBody() {
        return switch (this) {
            case POST, PUT, PATCH -> true;
            case GET, DELETE -> false;
        };
    }
}
