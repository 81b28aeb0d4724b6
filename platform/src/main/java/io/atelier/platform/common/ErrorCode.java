package io.atelier.platform.common;

/**
 * Names every way in which a request can fail. UI, REST and logs derive from the code: there is no other mapping table.
 * The constants that Zoho's clients know keep Zoho's spelling.
 */
public enum ErrorCode {
    INVALID_DATA(400),
    INVALID_NAME(400),
    MANDATORY_NOT_FOUND(400),
    DUPLICATE_DATA(400),
    REQUIRED_PARAM_MISSING(400),
    PATTERN_NOT_MATCHED(400),
    INVALID_QUERY(400),
    /** A query or formula cannot be read; the details say where. */
    SYNTAX_ERROR(400),
    INVALID_MODULE(400),
    INVALID_FIELD(400),
    INVALID_FILE(400),
    LIMIT_EXCEEDED(400),
    /** A lock of the record refuses the change; the message says whose it is, or which rule's. */
    RECORD_LOCKED(400),
    /** The lead has become an account and a contact already. */
    ID_ALREADY_CONVERTED(400),
    /** A converted lead is kept as it was. */
    CONVERTED_RECORD(400),
    /** No process, such as a blueprint, is at work on the record. */
    RECORD_NOT_IN_PROCESS(400),
    /** A request within a composite names a part of an answer that is not there. */
    INVALID_REFERENCE(400),
    /** The function that was called failed; the details say where. */
    FUNCTION_FAILED(400),
    NOT_SUPPORTED(400),
    /** The user has no channel of this number. */
    NOT_SUBSCRIBED(400),
    NOT_ALLOWED(405),
    AUTHENTICATION_FAILURE(401),
    INVALID_TOKEN(401),
    OAUTH_SCOPE_MISMATCH(401),
    NO_PERMISSION(403),
    /** The person has to give the password or a code once more. */
    STEP_UP_REQUIRED(403),
    /** Somebody looks as another user, and would change something. */
    VIEW_ONLY(403),
    NOT_FOUND(404),
    INVALID_URL_PATTERN(404),
    INVALID_REQUEST_METHOD(405),
    /** Somebody saved a newer version of the record or definition meanwhile. */
    RECORD_MODIFIED(409),
    /** The plan was made against an older version of the model. */
    PLAN_OUTDATED(409),
    PAYLOAD_TOO_LARGE(413),
    /** The idempotency key was used for another request before. */
    IDEMPOTENCY_MISMATCH(409),
    TOO_MANY_REQUESTS(429),
    /** A door of the installation (mail server, function worker) is closed for now. */
    UNAVAILABLE(503),
    INTERNAL_ERROR(500);

    private final int httpStatus;

    ErrorCode(int httpStatus) {
        this.httpStatus = httpStatus;
    }

    /** Returns the status of the HTTP answer that reports this code. */
    public int httpStatus() {
        return httpStatus;
    }
}
