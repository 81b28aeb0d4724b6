package io.atelier.platform.transfer;

import java.util.Optional;

/**
 * How a program asked for a bulk job, and where it wants to be told of its end.
 *
 * @param version of the paths it uses, {@code v8} or {@code v2}
 * @param baseUrl where the installation was reached; without a slash at its end
 * @param callbackUrl empty for none
 */
public record BulkCaller(String version, String baseUrl, Optional<String> callbackUrl) {}
