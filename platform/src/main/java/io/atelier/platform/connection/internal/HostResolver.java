package io.atelier.platform.connection.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Looks names up. */
@FunctionalInterface
public interface HostResolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
}
