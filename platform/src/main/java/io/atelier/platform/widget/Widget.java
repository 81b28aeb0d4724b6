package io.atelier.platform.widget;

/**
 * A widget that stands on the record pages of a module.
 *
 * @param publicKey names it in its address; 128 random bits
 */
public record Widget(long id, String name, String module, String publicKey) {
    public static final int MAX_NAME = 100;

    /** Returns the path of its page, below the installation's address. */
    public String path() {
        return "widgets/" + publicKey + "/app/widget.html";
    }
}
