package io.atelier.platform.identity;

/**
 * What a person's authenticator app needs.
 *
 * @param key to be typed, in groups of four
 * @param picture an SVG of the QR code to be scanned
 */
public record FactorSetup(String key, String picture) {
    @Override
    public String toString() {
        return "FactorSetup[not shown]";
    }
}
