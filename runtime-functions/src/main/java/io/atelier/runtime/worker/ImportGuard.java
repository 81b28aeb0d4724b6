package io.atelier.runtime.worker;

import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.instrumentation.SourceFilter;
import com.oracle.truffle.api.instrumentation.TruffleInstrument;
import com.oracle.truffle.api.source.Source;
import java.util.concurrent.locks.LockSupport;

/**
 * Refuses modules from {@code data:} URLs, which the engine would load without asking the file system and in spite of
 * the ban on code from text.
 *
 * <p>Runs as an instrument because only an instrument sees a source between loading and running. The load is held until
 * the watchdog cancels the context.
 */
public final class ImportGuard extends TruffleInstrument {
    static final String ID = "atelier-import-guard";

    private volatile Runnable action = () -> {};

    /** Lets the runner say what happens on a refused module. */
    interface Switch {
        void onForeignModule(Runnable action);
    }

    @Override
    protected void onCreate(Env env) {
        Switch service = newAction -> action = newAction;
        env.registerService(service);
        env.getInstrumenter().attachLoadSourceListener(SourceFilter.ANY, event -> inspect(event.getSource()), false);
    }

    private void inspect(Source source) {
        if (!"data".equals(source.getURI().getScheme())) {
            return;
        }
        action.run();
        while (true) {
            TruffleSafepoint.pollHere(null);
            LockSupport.parkNanos(this, 1_000_000);
        }
    }
}
