package io.atelier.bench.floor;

/** A thin HTTP server before the floor's routes. */
public interface FloorServer extends AutoCloseable {
    int port();

    String name();

    @Override
    void close();
}
