package io.atelier.platform.connection;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.connection.internal.HostResolver;
import io.atelier.platform.connection.internal.HttpExchange;
import io.atelier.platform.connection.internal.OutboundSettings;
import io.atelier.platform.connection.internal.PublicAddresses;
import io.atelier.platform.connection.internal.TargetUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

/**
 * Sends requests to addresses that customers name. A name is looked up once, all of its addresses must be public, and the
 * connection goes to one that was looked at, so that a second answer of a name server changes nothing. Redirects are not
 * followed.
 */
@Service
public class OutboundClient {
    /** Most bytes of an answer's body. */
    public static final int MAX_ANSWER_BYTES = HttpExchange.MAX_BODY;

    /** Seconds that a request may take, from connecting to the last byte. */
    public static final int MAX_SECONDS = HttpExchange.MAX_SECONDS;

    private final OutboundSettings settings;
    private final HostResolver resolver;

    OutboundClient(OutboundSettings settings, HostResolver resolver) {
        this.settings = settings;
        this.resolver = resolver;
    }

    /**
     * Says early what {@link #send} would refuse without looking a name up.
     *
     * @throws PlatformException {@link ErrorCode#INVALID_DATA} for an address of a strange form, of another port than 80 and
     *     443, or of a network that is closed
     */
    public void check(String url) {
        TargetUrl target = TargetUrl.parse(url);
        requirePort(target);
        target.literal().ifPresent(address -> requireOpen(target, List.of(address)));
    }

    /**
     * Sends and waits for the whole answer.
     *
     * @throws IOException if nobody answers, not in time, or with more than {@link #MAX_ANSWER_BYTES}
     * @throws PlatformException {@link ErrorCode#INVALID_DATA} as {@link #check}, also for what the name stands for
     */
    public OutboundAnswer send(OutboundRequest request) throws IOException {
        TargetUrl target = TargetUrl.parse(request.url());
        requirePort(target);
        List<InetAddress> addresses = target.literal().isPresent()
                ? List.of(target.literal().get())
                : List.of(resolver.resolve(target.host()));
        if (addresses.isEmpty()) {
            throw new IOException("the name has no address");
        }
        requireOpen(target, addresses);
        return HttpExchange.send(target, addresses.getFirst(), request);
    }

    private void requirePort(TargetUrl target) {
        boolean usual = target.port() == 80 || target.port() == 443;
        if (!usual && !settings.allows(target.host(), target.port())) {
            throw refused("Only the ports 80 and 443 may be called.");
        }
    }

    /** One address that is closed closes the name: which one is called would be the name server's choice. */
    private void requireOpen(TargetUrl target, List<InetAddress> addresses) {
        if (!addresses.stream().allMatch(PublicAddresses::contains) && !settings.allows(target.host(), target.port())) {
            throw refused(
                    "The address belongs to a network that may not be called; an administrator of the installation"
                            + " can allow its host.");
        }
    }

    private static PlatformException refused(String message) {
        return new PlatformException(ErrorCode.INVALID_DATA, message, Map.of("api_name", "url"));
    }
}
