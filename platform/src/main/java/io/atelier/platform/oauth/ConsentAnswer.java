package io.atelier.platform.oauth;

/** What becomes of a client's question on the way to the consent page. */
public sealed interface ConsentAnswer {
    /** The person may be asked. */
    record Ask(ConsentRequest request) implements ConsentAnswer {}

    /** The browser is sent back with an error in the address. */
    record SendBack(String location) implements ConsentAnswer {}

    /** Client or address are not known: the browser must not be sent anywhere. */
    record Unknown(String message) implements ConsentAnswer {}
}
