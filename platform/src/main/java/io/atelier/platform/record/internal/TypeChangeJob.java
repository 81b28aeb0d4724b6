package io.atelier.platform.record.internal;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.job.JobHandler;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.metadata.SchemaPlan;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.record.TypeChange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Converts all values, catches up with what was written meanwhile, and lets the columns change places. */
@Component
public class TypeChangeJob implements JobHandler<TypeChangeJob.Data> {
    public static final String NAME = "type_change";

    /** Small, so that a writer of one of its rows waits for milliseconds. */
    private static final int PORTION = 500;

    private static final int SWAP_ATTEMPTS = 50;

    private final TypeChangeStore store;
    private final TypeConverter converter;
    private final MetadataService metadata;
    private final TransactionTemplate transaction;

    TypeChangeJob(
            TypeChangeStore store,
            TypeConverter converter,
            MetadataService metadata,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.converter = converter;
        this.metadata = metadata;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Which change. */
    public record Data(long org, long changeId) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<Data> dataType() {
        return Data.class;
    }

    @Override
    public void run(Data data) {
        OrgId org = new OrgId(data.org());
        Optional<TypeChangeStore.Stored> found = store.find(org, data.changeId());
        if (found.isEmpty() || found.get().change().state() != TypeChange.State.RUNNING) {
            return;
        }
        try {
            new Run(org, data.changeId(), found.get()).toTheEnd();
        } catch (Unfit e) {
            giveUp(org, found.get().change(), e.getMessage());
        }
    }

    private void giveUp(OrgId org, TypeChange change, String problem) {
        transaction.executeWithoutResult(_ -> {
            if (store.end(org, change.id(), TypeChange.State.FAILED, problem)) {
                apply(org, new SchemaChange.CancelTypeChange(change.module(), change.field()));
            }
        });
    }

    private void apply(OrgId org, SchemaChange change) {
        SchemaPlan plan = metadata.plan(org, List.of(change));
        metadata.apply(plan);
    }

    /** A value does not fit, and nothing may be emptied. */
    private static final class Unfit extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unfit(TypeChange.Sample sample) {
            super("The value of record " + sample.recordId() + " does not fit: " + sample.problem());
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    /** One change on its way. */
    private final class Run {
        private final OrgId org;
        private final long id;
        private final TypeChangeStore.Stored change;
        private final ModuleDef module;
        private final FieldDef from;
        private final FieldDef to;

        Run(OrgId org, long id, TypeChangeStore.Stored change) {
            this.org = org;
            this.id = id;
            this.change = change;
            this.module = metadata.model(org).module(change.change().module());
            this.from = module.field(change.change().field());
            this.to = module.pendingChange(from.apiName())
                    .orElseThrow(() -> new PlatformException(
                            ErrorCode.NOT_FOUND,
                            "The field's type is not being changed.",
                            Map.of("api_name", from.apiName())));
        }

        void toTheEnd() {
            long position = change.position();
            boolean more = true;
            while (more) {
                long start = position;
                TypeConverter.Portion portion = inTransaction(() -> {
                    TypeConverter.Portion converted =
                            accepted(converter.convertBehind(org, module, from, to, start, PORTION));
                    boolean wanted = store.advance(
                            org,
                            id,
                            converted.last(),
                            converted.records(),
                            converted.unfit().size());
                    return wanted ? converted : new TypeConverter.Portion(start, -1, List.of());
                });
                if (portion.records() < 0) {
                    return;
                }
                position = portion.last();
                more = portion.records() > 0;
            }
            while (inTransaction(this::catchUp) == PORTION) {
                // More may have been written meanwhile: the swap, which keeps writers out, should find little.
            }
            swapWhenOthersPause();
        }

        /** Converts again what was written meanwhile; returns how many records that were. */
        private int catchUp() {
            List<Long> dirty = store.dirty(org, to.id(), PORTION);
            if (!dirty.isEmpty()) {
                accepted(converter.convert(org, module, from, to, dirty));
                store.forgetDirty(org, to.id(), dirty);
            }
            return dirty.size();
        }

        private TypeConverter.Portion accepted(TypeConverter.Portion portion) {
            if (change.unfit() == TypeChange.Unfit.REFUSE && !portion.unfit().isEmpty()) {
                throw new Unfit(portion.unfit().getFirst());
            }
            return portion;
        }

        private void swapWhenOthersPause() {
            for (int attempt = 1; attempt <= SWAP_ATTEMPTS; attempt++) {
                try {
                    transaction.executeWithoutResult(_ -> swap());
                    return;
                } catch (PessimisticLockingFailureException e) {
                    if (attempt == SWAP_ATTEMPTS) {
                        throw e;
                    }
                } catch (PlatformException e) {
                    if (e.code() != ErrorCode.PLAN_OUTDATED || attempt == SWAP_ATTEMPTS) {
                        throw e;
                    }
                }
            }
        }

        private void swap() {
            metadata.keepWritersOut(org);
            if (!store.end(org, id, TypeChange.State.FINISHED, "")) {
                return;
            }
            while (catchUp() > 0) {
                // Nobody writes any more: this ends.
            }
            apply(org, new SchemaChange.FinishTypeChange(module.apiName(), from.apiName()));
            store.forgetAllDirty(org, to.id());
        }

        private <T> T inTransaction(Supplier<T> work) {
            T result = transaction.execute(_ -> work.get());
            if (result == null) {
                throw new IllegalStateException("no step of a change returns nothing");
            }
            return result;
        }
    }
}
