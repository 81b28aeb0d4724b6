package io.atelier.platform.notification;

import io.atelier.platform.org.UserId;

/**
 * A channel at work.
 *
 * @param owner whose rights decide what is told
 * @param baseUrl where the installation was reached when the channel was made; without a slash at its end
 */
public record WatchChannel(long id, UserId owner, WatchData data, String baseUrl) {}
