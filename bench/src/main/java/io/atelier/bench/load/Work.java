package io.atelier.bench.load;

import java.io.IOException;

/** Something that many clients do over and over. */
public interface Work {
    /** Makes what one client uses; it is called by one thread only. */
    Caller caller(int client) throws Exception;

    /** Does the thing once; whatever goes wrong is thrown, as a wrong answer must not count as a fast one. */
    interface Caller extends AutoCloseable {
        void call() throws Exception;

        @Override
        default void close() throws IOException {}
    }
}
