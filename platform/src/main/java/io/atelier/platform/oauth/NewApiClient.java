package io.atelier.platform.oauth;

/**
 * A client that was just made.
 *
 * @param secret known from here only; the installation keeps its hash. Empty for one that can keep none
 */
public record NewApiClient(String clientId, String name, String secret) {}
