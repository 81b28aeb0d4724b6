package io.atelier.bench.load;

import java.io.IOException;
import java.util.random.RandomGenerator;

/** Sends requests to a port of this machine, each client over a connection of its own. */
public record HttpWork(int port, Requests requests) implements Work {
    /** Makes the next request. */
    public interface Requests {
        byte[] next(RandomGenerator random);
    }

    @Override
    public Caller caller(int client) throws Exception {
        HttpConnection connection = new HttpConnection(port);
        RandomGenerator random = Seeds.of(client);
        return new Caller() {
            @Override
            public void call() throws Exception {
                connection.send(requests.next(random));
            }

            @Override
            public void close() throws IOException {
                connection.close();
            }
        };
    }
}
