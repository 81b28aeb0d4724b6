package io.atelier.runtime;

/** Refuses a host call with a code and a message that are both shown to the script. */
public final class HostCallException extends Exception {
    private final String code;

    /** Creates a refusal; {@code safeMessage} must not hold anything that the tenant's developer may not read. */
    public HostCallException(String code, String safeMessage) {
        super(safeMessage);
        this.code = code;
    }

    /** Returns the value of the script error's {@code code} property. */
    public String code() {
        return code;
    }

    /** Returns the text for the script. */
    public String safeMessage() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
