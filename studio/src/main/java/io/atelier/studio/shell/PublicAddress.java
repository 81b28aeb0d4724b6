package io.atelier.studio.shell;

import com.vaadin.flow.server.VaadinServletRequest;
import io.atelier.platform.identity.RelyingParty;
import java.net.URI;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Where others reach this installation: as it is configured, else as the person at hand reached it. */
@Component
public class PublicAddress {
    private final String configured;

    PublicAddress(@Value("${atelier.address:}") String configured) {
        this.configured = configured.strip().replaceAll("/+$", "");
    }

    /** Returns the address as the operator configured it; empty if they did not. No request can change it. */
    public String configured() {
        return configured;
    }

    /** Returns what passkeys are bound to; call it while a request is answered. */
    public RelyingParty relyingParty() {
        URI address = URI.create(get());
        return new RelyingParty(address.getScheme() + "://" + address.getRawAuthority());
    }

    /** Returns the address without a slash at its end; call it while a request is answered. */
    public String get() {
        if (!configured.isEmpty()) {
            return configured;
        }
        VaadinServletRequest request = VaadinServletRequest.getCurrent();
        if (request == null) {
            return "";
        }
        return (request.isSecure() ? "https://" : "http://") + request.getHeader("Host");
    }
}
