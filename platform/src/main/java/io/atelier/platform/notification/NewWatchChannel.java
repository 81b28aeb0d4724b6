package io.atelier.platform.notification;

/**
 * A channel that was made.
 *
 * @param secret what its requests are signed with; never told again
 */
public record NewWatchChannel(WatchChannel channel, String secret) {
    @Override
    public String toString() {
        return "NewWatchChannel[channel=" + channel.id() + "]";
    }
}
