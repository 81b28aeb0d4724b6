package io.atelier.platform.audit.internal;

import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Knows where the request that is being answered came from. */
public final class RequestAddress {
    private static final int MAX = 60;

    private RequestAddress() {}

    /** Returns the peer's address as the server sees it; empty outside of a request. */
    public static String current() {
        RequestAttributes attributes = RequestContextHolder.getRequestAttributes();
        if (!(attributes instanceof ServletRequestAttributes servlet)) {
            return "";
        }
        String address = servlet.getRequest().getRemoteAddr();
        return address == null ? "" : address.substring(0, Math.min(MAX, address.length()));
    }
}
