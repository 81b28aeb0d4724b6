package io.atelier.platform.people.internal;

import io.atelier.platform.access.Administrators;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.Operator;
import io.atelier.platform.identity.Account;
import io.atelier.platform.identity.OneTimeLinkService;
import io.atelier.platform.identity.SessionService;
import io.atelier.platform.identity.SignInService;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.identity.UserState;
import io.atelier.platform.metadata.SystemField;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Channel;
import io.atelier.platform.org.Notice;
import io.atelier.platform.org.Notices;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.people.UserTransfer;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordPage;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.record.WriteResult;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The steps of a transfer, each a transaction: a crash between them loses nothing and repeats nothing. */
@Component
public class TransferBatches {
    static final int BATCH = 500;

    private static final String OWNER = SystemField.OWNER.apiName();

    private final TransferStore store;
    private final RecordService records;
    private final UserService users;
    private final SignInService signIns;
    private final SessionService sessions;
    private final OneTimeLinkService links;
    private final UnavailabilityStore absences;
    private final Notices notices;
    private final InstantSource clock;
    private final Administrators administrators;

    TransferBatches(
            TransferStore store,
            RecordService records,
            UserService users,
            SignInService signIns,
            SessionService sessions,
            OneTimeLinkService links,
            UnavailabilityStore absences,
            Notices notices,
            InstantSource clock,
            Administrators administrators) {
        this.administrators = administrators;
        this.store = store;
        this.records = records;
        this.users = users;
        this.signIns = signIns;
        this.sessions = sessions;
        this.links = links;
        this.absences = absences;
        this.notices = notices;
        this.clock = clock;
    }

    /**
     * What became of a batch.
     *
     * @param rejected records that a rule kept from changing hands
     * @param next where the next batch starts; empty after the last
     */
    public record Batch(long rejected, Optional<String> next) {}

    /** Gives the next records of a module to the new owner. */
    @Transactional
    public Batch move(OrgId org, long id, String module, Optional<String> cursor) {
        UserTransfer transfer = store.lock(org, id).orElseThrow();
        if (transfer.state() != UserTransfer.State.RUNNING) {
            return new Batch(0, Optional.empty());
        }
        // With all rights: what whoever started it does not see, or no longer may, would stay with the deleted user.
        Actor actor = Actor.system(org).through(Channel.SYSTEM, "transfer");
        RecordPage page = records.query(
                actor,
                RecordQuery.of(module, List.of(), BATCH)
                        .where(Criteria.compare(
                                OWNER,
                                Operator.EQUALS,
                                Long.toString(transfer.user().value())))
                        .after(cursor));
        if (page.records().isEmpty()) {
            return new Batch(0, Optional.empty());
        }
        WriteRequest request = new WriteRequest(
                module,
                WriteRequest.OperationKind.MASS_UPDATE,
                WriteRequest.Atomicity.EACH_ROW,
                page.records().stream()
                        .map(CrmRecord::id)
                        .map(record -> RecordChange.update(
                                record,
                                Map.of(OWNER, Long.toString(transfer.to().value()))))
                        .toList());
        OptionalLong operation = transfer.operation();
        WriteResult result =
                records.write(actor, operation.isPresent() ? request.continuing(operation.getAsLong()) : request);
        store.advance(org, id, result.operationId(), result.savedCount());
        notices.publish(new Notice(org, Notice.Topic.JOB, subject(id)));
        return new Batch(result.rows().size() - result.savedCount(), page.nextCursor());
    }

    /** Deletes the user, with all that could still act in their name. */
    @Transactional
    public void finish(OrgId org, long id) {
        UserTransfer transfer = store.lock(org, id).orElseThrow();
        if (transfer.state() != UserTransfer.State.RUNNING) {
            return;
        }
        Account account = new Account(org, transfer.user());
        administrators.keep(org, () -> users.changeState(org, transfer.user(), UserState.DELETED));
        links.voidAll(account);
        sessions.endTrust(account, OptionalLong.empty());
        signIns.forget(account);
        absences.deleteAllOf(org, transfer.user(), transfer.to());
        store.end(org, id, UserTransfer.State.FINISHED, "", clock.instant());
        notices.publish(new Notice(org, Notice.Topic.JOB, subject(id)));
    }

    @Transactional
    public void fail(OrgId org, long id, String message) {
        store.end(org, id, UserTransfer.State.FAILED, message, clock.instant());
        notices.publish(new Notice(org, Notice.Topic.JOB, subject(id)));
    }

    static String subject(long id) {
        return "transfer-" + id;
    }
}
