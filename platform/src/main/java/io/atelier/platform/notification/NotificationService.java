package io.atelier.platform.notification;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.connection.OutboundClient;
import io.atelier.platform.job.JobService;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.notification.internal.DeliveryJob;
import io.atelier.platform.notification.internal.DeliveryStore;
import io.atelier.platform.notification.internal.WatchSecrets;
import io.atelier.platform.notification.internal.WatchStore;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Notice;
import io.atelier.platform.org.Notices;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A user's own channels; those of others are as if they were not there. */
@Service
public class NotificationService {
    private final WatchStore store;
    private final DeliveryStore deliveries;
    private final WatchSecrets secrets;
    private final OutboundClient client;
    private final AccessService access;
    private final MetadataService metadata;
    private final JobService jobs;
    private final Notices notices;
    private final IdGenerator ids;
    private final InstantSource clock;

    NotificationService(
            WatchStore store,
            DeliveryStore deliveries,
            WatchSecrets secrets,
            OutboundClient client,
            AccessService access,
            MetadataService metadata,
            JobService jobs,
            Notices notices,
            IdGenerator ids,
            InstantSource clock) {
        this.store = store;
        this.deliveries = deliveries;
        this.secrets = secrets;
        this.client = client;
        this.access = access;
        this.metadata = metadata;
        this.jobs = jobs;
        this.notices = notices;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Begins to watch. A channel of the same number is there no more than once.
     *
     * @throws PlatformException {@link ErrorCode#DUPLICATE_DATA}, {@link ErrorCode#LIMIT_EXCEEDED}, {@link
     *     ErrorCode#INVALID_MODULE} or {@link ErrorCode#INVALID_DATA}
     */
    @Transactional
    public NewWatchChannel watch(Actor actor, WatchData data, String baseUrl) {
        requireSound(actor, data);
        store.lockChannelsOf(actor);
        if (store.find(actor, data.channelId()).isPresent()) {
            throw new PlatformException(
                    ErrorCode.DUPLICATE_DATA,
                    "A channel of this number is there already; change it, or take another number.",
                    Map.of("api_name", "channel_id"));
        }
        if (store.all(actor).size() >= NotificationLimits.MAX_CHANNELS) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "A user has at most 100 channels; end one first.",
                    Map.of("limit", NotificationLimits.MAX_CHANNELS));
        }
        WatchChannel channel = new WatchChannel(ids.next(), actor.user(), data, baseUrl);
        String secret = WatchSecrets.random();
        store.insert(actor.org(), channel, secrets.seal(actor.org(), channel.id(), secret), clock.instant());
        changed(actor);
        return new NewWatchChannel(channel, secret);
    }

    /** Returns the actor's channels in the order of their numbers, those whose time is over too. */
    @Transactional(readOnly = true)
    public List<WatchChannel> channels(Actor actor) {
        access.of(actor);
        return store.all(actor);
    }

    /** Returns a channel of the actor by its number. */
    @Transactional(readOnly = true)
    public Optional<WatchChannel> find(Actor actor, long channelId) {
        access.of(actor);
        return store.find(actor, channelId);
    }

    /** Changes everything but the number and the secret. */
    @Transactional
    public WatchChannel update(Actor actor, WatchData data) {
        requireSound(actor, data);
        WatchChannel before = require(actor, data.channelId());
        store.update(actor.org(), before.id(), data);
        changed(actor);
        return new WatchChannel(before.id(), before.owner(), data, before.baseUrl());
    }

    /** Ends a channel with its deliveries. */
    @Transactional
    public WatchChannel delete(Actor actor, long channelId) {
        access.of(actor);
        WatchChannel gone = require(actor, channelId);
        store.delete(actor.org(), gone.id());
        changed(actor);
        return gone;
    }

    /** Returns the newest deliveries of a channel, at most {@link NotificationLimits#MAX_DELIVERIES}. */
    @Transactional(readOnly = true)
    public List<WatchDelivery> deliveries(Actor actor, long channelId) {
        access.of(actor);
        return deliveries.newest(actor.org(), require(actor, channelId), NotificationLimits.MAX_DELIVERIES);
    }

    /** Delivers once more, under the same id; what still waits for its turn goes on as it would. */
    @Transactional
    public void replay(Actor actor, long channelId, long deliveryId) {
        access.of(actor);
        WatchChannel channel = require(actor, channelId);
        if (!deliveries.exists(actor.org(), channel.id(), deliveryId)) {
            throw new PlatformException(
                    ErrorCode.NOT_FOUND, "The channel has no such delivery.", Map.of("id", Long.toString(deliveryId)));
        }
        if (deliveries.requeue(actor.org(), deliveryId)) {
            jobs.enqueue(DeliveryJob.NAME, new DeliveryJob.Data(actor.org().value(), deliveryId));
        }
    }

    private WatchChannel require(Actor actor, long channelId) {
        return store.find(actor, channelId)
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.NOT_SUBSCRIBED,
                        "There is no such channel.",
                        Map.of("channel_id", Long.toString(channelId))));
    }

    private void requireSound(Actor actor, WatchData data) {
        Access rights = access.of(actor);
        if (data.events().isEmpty() || data.events().size() > NotificationLimits.MAX_EVENTS) {
            throw new PlatformException(
                    data.events().isEmpty() ? ErrorCode.INVALID_DATA : ErrorCode.LIMIT_EXCEEDED,
                    "A channel has 1 to 100 events.",
                    Map.of("api_name", "events", "limit", NotificationLimits.MAX_EVENTS));
        }
        if (data.token().length() > NotificationLimits.MAX_TOKEN) {
            throw new PlatformException(
                    ErrorCode.INVALID_DATA,
                    "A token has at most 50 characters.",
                    Map.of("api_name", "token", "limit", NotificationLimits.MAX_TOKEN));
        }
        if (data.expiry().filter(end -> !end.isAfter(clock.instant())).isPresent()) {
            throw new PlatformException(
                    ErrorCode.INVALID_DATA,
                    "A channel ends in the future, or, without channel_expiry, never.",
                    Map.of("api_name", "channel_expiry"));
        }
        OrgModel model = metadata.model(actor.org());
        for (WatchEvent event : data.events()) {
            boolean known = model.findModule(event.module())
                    .filter(module -> rights.may(module, Verb.READ))
                    .isPresent();
            if (!known) {
                throw new PlatformException(
                        ErrorCode.INVALID_MODULE,
                        "the module name given seems to be invalid",
                        Map.of("api_name", "events"));
            }
        }
        client.check(data.notifyUrl());
    }

    private void changed(Actor actor) {
        notices.publish(new Notice(actor.org(), Notice.Topic.NOTIFICATION, ""));
    }
}
