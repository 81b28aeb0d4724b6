package io.atelier.platform.record.internal;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessLevel;
import io.atelier.platform.access.SharingChange;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.record.CappedCount;
import io.atelier.platform.record.SharingPreview;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Counts which records a change shows and hides, person by person, until time runs out. */
public final class PreviewTally {
    private final RecordScopes scopes;
    private final OrgModel model;
    private final List<ModuleDef> modules;
    private final long end;
    private final Map<String, Side> shown = new LinkedHashMap<>();
    private final Map<String, Side> hidden = new LinkedHashMap<>();
    private boolean stopped;

    private static final class Side {
        private final Set<Long> records = new LinkedHashSet<>();
        private boolean more;
        private int people;

        void add(List<Long> ids) {
            more |= ids.size() > SharingPreview.MAX_COUNTED;
            records.addAll(ids);
        }

        SharingPreview.Records records() {
            long counted = Math.min(records.size(), SharingPreview.MAX_COUNTED);
            return new SharingPreview.Records(
                    new CappedCount(counted, !more && counted == records.size()),
                    people,
                    records.stream().limit(SharingPreview.MAX_SAMPLES).toList());
        }
    }

    public PreviewTally(RecordScopes scopes, OrgModel model, List<ModuleDef> modules, Duration patience) {
        this.scopes = scopes;
        this.model = model;
        this.modules = modules;
        this.end = System.nanoTime() + patience.toNanos();
    }

    /** Says whether there is time left; once there was none, the preview says that it is not finished. */
    public boolean goesOn() {
        if (left().isNegative()) {
            stopped = true;
        }
        return !stopped;
    }

    private Duration left() {
        return Duration.ofNanos(end - System.nanoTime());
    }

    public void add(SharingChange.Effect effect) {
        for (ModuleDef module : modules) {
            if (!goesOn()) {
                return;
            }
            if (changes(effect, module)) {
                add(shown, module, effect.after(), effect.before());
                add(hidden, module, effect.before(), effect.after());
            }
        }
    }

    private static boolean changes(SharingChange.Effect effect, ModuleDef module) {
        boolean before = effect.before().may(module, Verb.READ);
        boolean after = effect.after().may(module, Verb.READ);
        return before != after
                || (before
                        && !effect.before()
                                .scope(module, AccessLevel.READ_ONLY)
                                .equals(effect.after().scope(module, AccessLevel.READ_ONLY)));
    }

    private void add(Map<String, Side> sides, ModuleDef module, Access more, Access less) {
        count(
                sides,
                module,
                () -> scopes.difference(model, more, less, module, SharingPreview.MAX_COUNTED + 1, left()));
    }

    /** Counts records that match a territory's criteria and are not in it as shown. */
    public void addMatching(Access access, ModuleDef module, String criteria, long territory) {
        if (goesOn()) {
            count(
                    shown,
                    module,
                    () -> scopes.outside(
                            model, access, module, criteria, territory, SharingPreview.MAX_COUNTED + 1, left()));
        }
    }

    private void count(Map<String, Side> sides, ModuleDef module, Supplier<List<Long>> query) {
        try {
            List<Long> ids = query.get();
            if (!ids.isEmpty()) {
                Side side = sides.computeIfAbsent(module.apiName(), _ -> new Side());
                side.add(ids);
                side.people++;
            }
        } catch (PlatformException e) {
            if (e.code() != ErrorCode.UNAVAILABLE) {
                throw e;
            }
            stopped = true;
        }
    }

    public SharingPreview preview() {
        List<SharingPreview.OfModule> told = new ArrayList<>();
        for (ModuleDef module : modules) {
            String name = module.apiName();
            if (shown.containsKey(name) || hidden.containsKey(name)) {
                told.add(new SharingPreview.OfModule(
                        name,
                        shown.getOrDefault(name, new Side()).records(),
                        hidden.getOrDefault(name, new Side()).records()));
            }
        }
        return new SharingPreview(told, !stopped);
    }
}
