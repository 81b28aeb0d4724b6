package io.atelier.platform.webform;

/**
 * A public form as it is stored.
 *
 * @param publicKey names the form in its address; 128 random bits
 * @param version grows with each change
 * @param received how many submissions were written
 * @param ignoredFields how many parameters were sent that are no fields of the form
 * @param suspectedRobots how many submissions filled the trap and were dropped
 */
public record WebForm(
        long id,
        String publicKey,
        WebFormData data,
        boolean published,
        long version,
        long received,
        long ignoredFields,
        long suspectedRobots) {}
