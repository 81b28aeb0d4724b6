package io.atelier.runtime.worker;

import com.oracle.truffle.api.instrumentation.TruffleInstrument;
import com.oracle.truffle.api.instrumentation.provider.TruffleInstrumentProvider;
import java.util.Collection;
import java.util.List;

/** Registers {@link ImportGuard} with the engine. */
@TruffleInstrument.Registration(id = ImportGuard.ID, name = "Import guard", services = ImportGuard.Switch.class)
public final class ImportGuardProvider extends TruffleInstrumentProvider {
    @Override
    protected String getInstrumentClassName() {
        return ImportGuard.class.getName();
    }

    @Override
    protected Object create() {
        return new ImportGuard();
    }

    @Override
    protected Collection<String> getServicesClassNames() {
        return List.of(ImportGuard.Switch.class.getName());
    }
}
