package io.atelier.platform.record;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessLevel;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.SetupService;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.job.JobService;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.metadata.SchemaPlan;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.internal.RecordScopes;
import io.atelier.platform.record.internal.TypeChangeJob;
import io.atelier.platform.record.internal.TypeChangeStore;
import io.atelier.platform.record.internal.TypeConverter;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Changes a field's type with its values, while people work: a second column is filled batch by batch, writes meanwhile
 * are caught up with, and then the columns change places in one short transaction. For administrators.
 */
@Service
public class TypeChangeService {
    private final AccessService access;
    private final RecordScopes scopes;
    private final SetupService setup;
    private final MetadataService metadata;
    private final TypeConverter converter;
    private final TypeChangeStore store;
    private final JobService jobs;

    TypeChangeService(
            AccessService access,
            RecordScopes scopes,
            SetupService setup,
            MetadataService metadata,
            TypeConverter converter,
            TypeChangeStore store,
            JobService jobs) {
        this.access = access;
        this.scopes = scopes;
        this.setup = setup;
        this.metadata = metadata;
        this.converter = converter;
        this.store = store;
        this.jobs = jobs;
    }

    /**
     * Says how many values would convert, of all records, and shows samples of those whose value the actor may see.
     *
     * @param wish the field as it is to be, under its API name
     */
    @Transactional(readOnly = true)
    public TypeChange.Preview preview(Actor actor, String module, FieldDef wish) {
        requireGood(plan(actor, module, wish));
        OrgModel model = metadata.model(actor.org());
        ModuleDef definition = model.module(module);
        TypeChange.Preview preview = converter.preview(actor.org(), definition, definition.field(wish.apiName()), wish);
        Access rights = access.of(actor);
        boolean visible = rights.may(definition, Verb.READ)
                && rights.findField(definition, wish.apiName()).isPresent();
        return preview.withSamples(preview.samples().stream()
                .filter(sample ->
                        visible && scopes.has(model, rights, definition, sample.recordId(), AccessLevel.READ_ONLY))
                .toList());
    }

    /**
     * Prepares the change and leaves the rest to a job; returns its id.
     *
     * @throws ViolationsException if the field cannot become that
     */
    @Transactional
    public long start(Actor actor, String module, FieldDef wish, TypeChange.Unfit unfit) {
        SchemaPlan plan = plan(actor, module, wish);
        requireGood(plan);
        setup.apply(actor, plan);
        long id = store.insert(actor, module, wish.apiName(), unfit);
        jobs.enqueue(TypeChangeJob.NAME, new TypeChangeJob.Data(actor.org().value(), id));
        return id;
    }

    /** Returns the changes, newest first. */
    @Transactional(readOnly = true)
    public List<TypeChange> changes(Actor actor) {
        access.of(actor).require(Permission.CUSTOMIZE);
        return store.all(actor);
    }

    @Transactional(readOnly = true)
    public TypeChange get(Actor actor, long id) {
        access.of(actor).require(Permission.CUSTOMIZE);
        return store.find(actor.org(), id)
                .map(TypeChangeStore.Stored::change)
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.NOT_FOUND, "There is no such change.", Map.of("id", Long.toString(id))));
    }

    /** Stops a running change; the field stays as it was. One that is over stays over. */
    @Transactional
    public void cancel(Actor actor, long id) {
        TypeChange change = get(actor, id);
        if (change.state() == TypeChange.State.RUNNING && store.end(actor.org(), id, TypeChange.State.CANCELLED, "")) {
            SchemaPlan plan =
                    setup.plan(actor, List.of(new SchemaChange.CancelTypeChange(change.module(), change.field())));
            setup.apply(actor, plan);
        }
    }

    private SchemaPlan plan(Actor actor, String module, FieldDef wish) {
        return setup.plan(actor, List.of(new SchemaChange.BeginTypeChange(module, wish)));
    }

    private static void requireGood(SchemaPlan plan) {
        if (!plan.isApplicable()) {
            throw new ViolationsException(plan.problems());
        }
    }
}
