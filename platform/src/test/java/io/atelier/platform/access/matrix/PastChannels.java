package io.atelier.platform.access.matrix;

import static io.atelier.platform.access.matrix.Channels.atMost;
import static io.atelier.platform.access.matrix.Channels.both;
import static io.atelier.platform.access.matrix.Channels.name;
import static io.atelier.platform.access.matrix.Channels.nothing;
import static io.atelier.platform.access.matrix.Channels.row;

import io.atelier.platform.access.SharingChange;
import io.atelier.platform.record.ChangeFeedService;
import io.atelier.platform.record.ChangePage;
import io.atelier.platform.record.ChangeQuery;
import io.atelier.platform.record.ExplainService;
import io.atelier.platform.record.HistoryService;
import io.atelier.platform.record.MergeService;
import io.atelier.platform.record.OperationQuery;
import io.atelier.platform.record.OperationService;
import io.atelier.platform.record.RecycleBinService;
import io.atelier.platform.record.ShareService;
import io.atelier.platform.record.TimelineService;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/** What was, what was done, and what would become of records. */
@Component
class PastChannels implements Channels {
    private final TimelineService timelines;
    private final HistoryService histories;
    private final OperationService operations;
    private final RecycleBinService bin;
    private final MergeService merges;
    private final ShareService shares;
    private final ExplainService explanations;
    private final ChangeFeedService feed;

    PastChannels(
            TimelineService timelines,
            HistoryService histories,
            OperationService operations,
            RecycleBinService bin,
            MergeService merges,
            ShareService shares,
            ExplainService explanations,
            ChangeFeedService feed) {
        this.timelines = timelines;
        this.histories = histories;
        this.operations = operations;
        this.bin = bin;
        this.merges = merges;
        this.shares = shares;
        this.explanations = explanations;
        this.feed = feed;
    }

    @Override
    public List<ReadChannel> in(World world) {
        return List.of(
                both(
                        "TimelineService.timeline",
                        "",
                        (p, at) -> timelines.timeline(p.actor(), at.module(), world.id(at), OptionalLong.empty(), 50)),
                both(
                        "HistoryService.asOf",
                        "",
                        (p, at) -> RecordChannels.shown(histories
                                .asOf(p.actor(), at.module(), world.id(at), Instant.now())
                                .record())),
                both(
                        "OperationService.changes",
                        "",
                        (p, at) ->
                                operations.changes(p.actor(), world.madeBy().get(at.module()), Optional.empty(), 50)),
                row("ChangeFeedService.read", (p, at) -> isFed(p, at.module(), world.id(at)) ? at.nameCanary() : ""),
                nothing(
                        "OperationService.get",
                        "",
                        (p, at) -> operations.get(p.actor(), world.madeBy().get(at.module()))),
                nothing(
                        "OperationService.list",
                        "",
                        (p, at) -> operations.list(
                                p.actor(), OperationQuery.newest(200).in(at.module()))),
                nothing(
                        "OperationService.undoPreview",
                        "",
                        (p, at) ->
                                operations.undoPreview(p.actor(), world.madeBy().get(at.module()))),
                name(
                        "RecycleBinService.list",
                        "",
                        (p, at) -> bin.list(p.actor(), Optional.of(at.module()), Optional.empty(), 50)),
                atMost(
                        "MergeService.preview",
                        "",
                        (p, at) -> merges.preview(
                                p.actor(),
                                at.module(),
                                world.id(at),
                                List.of(world.twins().get(at.module())),
                                Map.of())),
                nothing(
                        "MergeService.mergedInto",
                        "",
                        (p, at) -> merges.mergedInto(p.actor(), at.module(), world.id(at))),
                nothing("ShareService.shares", "", (p, at) -> shares.shares(p.actor(), at.module(), world.id(at))),
                nothing("ShareService.mayShare", "", (p, at) -> shares.mayShare(p.actor(), at.module(), world.id(at))),
                nothing(
                        "ExplainService.explain",
                        "",
                        (p, at) -> explanations.explain(
                                p.actor(), world.victim().user(), at.module(), world.id(at), Optional.of(at.secret()))),
                nothing(
                        "ExplainService.preview",
                        "",
                        (p, at) -> explanations.preview(
                                p.actor(), new SharingChange.OfDefault(at.module(), at.sharing()))));
    }

    /** Says whether the feed of the module tells of the record. */
    private boolean isFed(Person person, String module, long record) {
        Optional<String> cursor = Optional.empty();
        while (true) {
            ChangePage page =
                    feed.read(person.actor(), new ChangeQuery(cursor, Optional.of(module), ChangeQuery.MAX_LIMIT));
            if (page.changes().stream().anyMatch(change -> change.recordId() == record)) {
                return true;
            }
            if (!page.more()) {
                return false;
            }
            cursor = Optional.of(page.cursor());
        }
    }
}
