package io.atelier.platform.oauth;

/** How a client comes by its tokens. */
public enum ApiClientKind {
    /** A code made in set-up; acts as who made it. */
    SELF,
    /** People let it in on the consent page; acts as each of them. */
    SERVER,
    /** Its own id and secret are enough; acts as who made the client. */
    CREDENTIALS
}
