package io.atelier.platform.identity;

/**
 * Where a request comes from.
 *
 * @param address IP address of the browser, as far as it can be trusted
 * @param agent what the browser calls itself; not to be trusted, cut after 300 characters
 */
public record Origin(String address, String agent) {
    private static final int MAX_AGENT = 300;

    public Origin {
        agent = agent.replaceAll("\\p{Cntrl}", " ");
        agent = agent.length() <= MAX_AGENT ? agent : agent.substring(0, MAX_AGENT);
    }
}
