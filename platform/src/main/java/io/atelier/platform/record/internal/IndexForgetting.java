package io.atelier.platform.record.internal;

import io.atelier.platform.job.JobService;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.IndexDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.SqlNames;
import io.atelier.platform.metadata.spi.ModelListener;
import io.atelier.platform.record.AdviserIndex.State;
import java.util.List;
import org.springframework.stereotype.Component;

/** Has indexes dropped whose fields went out of use or stand in another column now. */
@Component
class IndexForgetting implements ModelListener {
    private final AdviserIndexStore store;
    private final JobService jobs;

    IndexForgetting(AdviserIndexStore store, JobService jobs) {
        this.store = store;
        this.jobs = jobs;
    }

    @Override
    public void changed(OrgModel before, OrgModel after) {
        for (AdviserIndexStore.Stored stored : store.all(after.org())) {
            List<String> columns = columns(after, stored);
            if (stored.state() != State.FORGOTTEN && (columns.isEmpty() || !columns.equals(columns(before, stored)))) {
                store.setState(after.org(), stored.number(), State.FORGOTTEN);
                jobs.enqueue(IndexJob.NAME, new IndexJob.Data(after.org().value(), stored.number()));
            }
        }
    }

    /** Returns where the values stand and as what; empty if they cannot be indexed so. */
    private static List<String> columns(OrgModel model, AdviserIndexStore.Stored stored) {
        IndexDef index = stored.index();
        return model.modules().stream()
                .filter(module -> module.id() == stored.moduleId())
                .flatMap(module ->
                        index.fields(module).stream().flatMap(List::stream).map(field -> column(model, module, field)))
                .toList();
    }

    private static String column(OrgModel model, ModuleDef module, FieldDef field) {
        return SqlNames.table(model.org(), module, field.storage().part()) + "." + SqlNames.column(field) + " "
                + SqlNames.columnType(field);
    }
}
