package io.atelier.platform.record.internal;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.job.JobService;
import io.atelier.platform.metadata.IndexDef;
import io.atelier.platform.metadata.IndexService;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.record.AdviserIndex;
import io.atelier.platform.record.AdviserIndex.State;
import io.atelier.platform.record.AdviserLimits;
import io.atelier.platform.record.IndexProposal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Decides which indexes are worth it; jobs build and drop them. */
@Component
public class IndexAdviser {
    private final QueryUseStore uses;
    private final AdviserIndexStore store;
    private final MetadataService metadata;
    private final IndexService indexes;
    private final JobService jobs;
    private final InstantSource clock;

    IndexAdviser(
            QueryUseStore uses,
            AdviserIndexStore store,
            MetadataService metadata,
            IndexService indexes,
            JobService jobs,
            InstantSource clock) {
        this.uses = uses;
        this.store = store;
        this.metadata = metadata;
        this.indexes = indexes;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** Several shapes of queries may be served by one index. */
    private record Worth(long queriesADay, long queries, long totalMicros, long worstMicros) {
        static Worth of(QueryUseStore.Use use) {
            return new Worth(use.queriesADay(), use.queries(), use.totalMicros(), use.worstMicros());
        }

        Worth plus(Worth other) {
            return new Worth(
                    queriesADay + other.queriesADay,
                    queries + other.queries,
                    totalMicros + other.totalMicros,
                    Math.max(worstMicros, other.worstMicros));
        }
    }

    private record Candidate(ModuleDef module, IndexDef index) {}

    /** Returns what is worth building, what costs most without it first. */
    public List<IndexProposal> proposals(OrgId org, AdviserLimits limits) {
        Map<Long, ModuleDef> modules = modules(metadata.model(org));
        Map<Candidate, Worth> worth = new LinkedHashMap<>();
        for (QueryUseStore.Use use : uses.last(org, AdviserLimits.WINDOW_DAYS)) {
            ModuleDef module = modules.get(use.moduleId());
            if (module != null && isCostly(use, limits)) {
                use.shape()
                        .index(module)
                        .ifPresent(index -> worth.merge(new Candidate(module, index), Worth.of(use), Worth::plus));
            }
        }
        List<AdviserIndexStore.Stored> known = store.all(org);
        return worth.entrySet().stream()
                .filter(entry -> known.stream().noneMatch(stored -> serves(stored, entry.getKey())))
                .sorted(Map.Entry.comparingByValue(
                        (one, other) -> Long.compare(other.totalMicros(), one.totalMicros())))
                .map(entry -> proposal(org, entry.getKey(), entry.getValue()))
                .filter(proposal -> proposal.rows() >= limits.rows())
                .toList();
    }

    private static boolean isCostly(QueryUseStore.Use use, AdviserLimits limits) {
        return use.queriesADay() >= limits.queriesADay()
                && use.meanMicros() >= limits.mean().toNanos() / 1_000;
    }

    private static boolean serves(AdviserIndexStore.Stored stored, Candidate candidate) {
        return stored.isBuilt()
                && stored.moduleId() == candidate.module().id()
                && candidate.index().isServedBy(stored.index());
    }

    private IndexProposal proposal(OrgId org, Candidate candidate, Worth worth) {
        return new IndexProposal(
                candidate.module().apiName(),
                candidate.index(),
                indexes.description(candidate.module(), candidate.index()),
                worth.queriesADay(),
                Duration.of(worth.totalMicros() / worth.queries(), ChronoUnit.MICROS),
                Duration.of(worth.worstMicros(), ChronoUnit.MICROS),
                indexes.rows(org, candidate.module()));
    }

    public List<AdviserIndex> indexes(OrgId org) {
        Map<Long, ModuleDef> modules = modules(metadata.model(org));
        Map<Long, IndexService.Stored> built = built(org);
        Instant now = clock.instant();
        return store.all(org).stream()
                .filter(stored -> stored.state() != State.DROPPED && stored.state() != State.FORGOTTEN)
                .flatMap(stored -> Optional.ofNullable(modules.get(stored.moduleId())).stream()
                        .map(module -> described(module, stored, built.get(stored.number()), now)))
                .toList();
    }

    private AdviserIndex described(
            ModuleDef module, AdviserIndexStore.Stored stored, IndexService.@Nullable Stored built, Instant now) {
        long scans = built == null ? 0 : built.scans();
        return new AdviserIndex(
                stored.number(),
                module.apiName(),
                indexes.description(module, stored.index()),
                stored.state(),
                stored.problem(),
                built == null ? 0 : built.bytes(),
                scans,
                stored.createdTime(),
                isUnused(stored, scans, now));
    }

    private static boolean isUnused(AdviserIndexStore.Stored stored, long scans, Instant now) {
        return stored.state() == State.READY
                && scans == stored.scans()
                && !stored.usedTime().isAfter(now.minus(Duration.ofDays(AdviserLimits.UNUSED_DAYS)));
    }

    @Transactional(propagation = Propagation.REQUIRED)
    public long build(OrgId org, String moduleName, IndexDef index) {
        ModuleDef module = metadata.model(org).module(moduleName);
        if (index.fields(module).isEmpty()) {
            throw new PlatformException(
                    ErrorCode.INVALID_FIELD,
                    "These fields cannot be indexed so. Choose stored fields of one table with short values.",
                    Map.of("module", moduleName));
        }
        store.lock(org);
        List<AdviserIndexStore.Stored> built = store.all(org).stream()
                .filter(stored -> stored.moduleId() == module.id() && stored.isBuilt())
                .toList();
        Optional<AdviserIndexStore.Stored> same =
                built.stream().filter(stored -> stored.index().equals(index)).findFirst();
        if (same.isPresent()) {
            return same.get().number();
        }
        if (built.size() >= AdviserLimits.MAX_INDEXES) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "A module has at most " + AdviserLimits.MAX_INDEXES + " indexes of the adviser. Drop one first.",
                    Map.of("module", moduleName, "limit", AdviserLimits.MAX_INDEXES));
        }
        long number = store.wish(org, module.id(), index);
        enqueue(org, number);
        return number;
    }

    @Transactional(propagation = Propagation.REQUIRED)
    public void drop(OrgId org, long number) {
        AdviserIndexStore.Stored stored = store.find(org, number)
                .filter(found -> found.state() != State.DROPPED && found.state() != State.FORGOTTEN)
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.NOT_FOUND, "There is no such index.", Map.of("id", Long.toString(number))));
        store.setState(org, stored.number(), State.DROPPING);
        enqueue(org, number);
    }

    public boolean isAutomatic(OrgId org) {
        return store.isAutomatic(org);
    }

    public void setAutomatic(OrgId org, boolean automatic) {
        store.setAutomatic(org, automatic);
    }

    /**
     * Brings what is known in step with the database; then, where that is wanted, drops what served nothing for long and
     * builds what is worth most.
     */
    @Transactional(propagation = Propagation.REQUIRED)
    public void round(OrgId org, AdviserLimits limits, Instant now) {
        uses.forgetOld(org);
        Map<Long, IndexService.Stored> built = built(org);
        List<AdviserIndexStore.Stored> known = store.all(org);
        reconcile(org, built, known);
        boolean automatic = store.isAutomatic(org);
        for (AdviserIndexStore.Stored stored : known) {
            IndexService.Stored index = built.get(stored.number());
            if (index == null || stored.state() != State.READY) {
                continue;
            }
            if (index.scans() != stored.scans()) {
                store.noteUse(org, stored.number(), index.scans(), now);
            } else if (automatic && isUnused(stored, index.scans(), now)) {
                drop(org, stored.number());
            }
        }
        if (automatic) {
            buildBest(org, limits);
        }
    }

    private void buildBest(OrgId org, AdviserLimits limits) {
        List<AdviserIndexStore.Stored> known = store.all(org);
        Map<String, Integer> free = new LinkedHashMap<>();
        int begun = 0;
        for (IndexProposal proposal : proposals(org, limits)) {
            ModuleDef module = metadata.model(org).module(proposal.module());
            // What has failed or was dropped, by a person or for lack of use, is not tried over and over.
            boolean tried = known.stream()
                    .anyMatch(stored ->
                            stored.moduleId() == module.id() && stored.index().equals(proposal.index()));
            int left = free.computeIfAbsent(proposal.module(), _ -> room(known, module));
            if (begun < limits.builds() && !tried && left > 0) {
                build(org, proposal.module(), proposal.index());
                free.put(proposal.module(), left - 1);
                begun++;
            }
        }
    }

    private static int room(List<AdviserIndexStore.Stored> known, ModuleDef module) {
        long built = known.stream()
                .filter(stored -> stored.moduleId() == module.id() && stored.isBuilt())
                .count();
        return AdviserLimits.MAX_INDEXES - (int) built;
    }

    /** A column takes its indexes with it, and a failed build leaves one that serves nothing. */
    private void reconcile(OrgId org, Map<Long, IndexService.Stored> built, List<AdviserIndexStore.Stored> known) {
        for (AdviserIndexStore.Stored stored : known) {
            IndexService.Stored index = built.get(stored.number());
            if (stored.state() == State.READY && index == null) {
                store.delete(org, stored.number());
            } else if (stored.state() == State.READY && index != null && !index.valid()) {
                store.advance(org, stored.number(), State.READY, State.BUILDING);
                enqueue(org, stored.number());
            }
        }
        built.keySet().stream()
                .filter(number -> known.stream().noneMatch(stored -> stored.number() == number))
                .forEach(number -> enqueue(org, number));
    }

    private void enqueue(OrgId org, long number) {
        jobs.enqueue(IndexJob.NAME, new IndexJob.Data(org.value(), number));
    }

    private Map<Long, IndexService.Stored> built(OrgId org) {
        return indexes.stored(org).stream().collect(Collectors.toMap(IndexService.Stored::number, Function.identity()));
    }

    private static Map<Long, ModuleDef> modules(OrgModel model) {
        return model.modules().stream().collect(Collectors.toMap(ModuleDef::id, Function.identity()));
    }
}
