package io.atelier.platform.record;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.internal.ChangeFeed;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * All writes of records in an order that stays, for programs that keep a copy: each is told once to whoever goes on from
 * cursor to cursor. A change is told as soon as every transaction has ended that began to write before its own did, so that
 * one that commits late is not passed over; a long transaction holds the feed back as long as it runs. Two changes of one
 * record may come in the other order where their transactions overlapped: its version tells which came first.
 *
 * <p>A reader is told of records that they may see when they ask, be it in the recycle bin. Who sees all records of a module
 * is also told of those that are gone for good; others must ask again before the recycle bin forgets.
 */
@Service
public class ChangeFeedService {
    private final ChangeFeed feed;
    private final AccessService access;
    private final MetadataService metadata;

    ChangeFeedService(ChangeFeed feed, AccessService access, MetadataService metadata) {
        this.feed = feed;
        this.access = access;
        this.metadata = metadata;
    }

    /**
     * Returns the changes behind the cursor, the oldest first.
     *
     * @throws PlatformException {@link ErrorCode#LIMIT_EXCEEDED}, {@link ErrorCode#INVALID_MODULE}, or {@link
     *     ErrorCode#INVALID_DATA} for a cursor that is none, or of before the database was restored
     */
    @Transactional
    public ChangePage read(Actor actor, ChangeQuery query) {
        if (query.limit() < 1 || query.limit() > ChangeQuery.MAX_LIMIT) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "A page of changes has 1 to 1,000 entries.",
                    Map.of("limit", ChangeQuery.MAX_LIMIT));
        }
        Access rights = access.of(actor);
        query.module()
                .ifPresent(name -> rights.require(metadata.model(actor.org()).module(name), Verb.READ));
        return feed.page(actor, query);
    }
}
