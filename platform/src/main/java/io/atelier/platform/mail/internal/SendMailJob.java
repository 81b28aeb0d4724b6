package io.atelier.platform.mail.internal;

import io.atelier.platform.job.JobHandler;
import io.atelier.platform.mail.MailStatus;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.record.TimelineService;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Sends one mail. The row is claimed before the server is spoken to: a crash in between leaves a claim that no second run
 * takes, so that nobody gets a mail twice.
 */
@Component
public class SendMailJob implements JobHandler<SendMailJob.Data> {
    public static final String NAME = "mail-send";

    private final MailStore store;
    private final SmtpDoor door;
    private final TimelineService timeline;
    private final InstantSource clock;
    private final TransactionOperations transactions;

    /** Names the mail. */
    public record Data(long org, long mail) {}

    SendMailJob(
            MailStore store,
            SmtpDoor door,
            TimelineService timeline,
            InstantSource clock,
            TransactionOperations transactions) {
        this.store = store;
        this.door = door;
        this.timeline = timeline;
        this.clock = clock;
        this.transactions = transactions;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<Data> dataType() {
        return Data.class;
    }

    @Override
    public void run(Data data) throws IOException {
        OrgId org = new OrgId(data.org());
        Optional<OutgoingMail> claimed = store.claim(org, data.mail());
        if (claimed.isEmpty()) {
            store.find(org, data.mail())
                    .ifPresent(mail -> finish(
                            mail,
                            MailStatus.State.FAILED,
                            "Sending was interrupted; it is not known whether the server took the mail."));
            return;
        }
        OutgoingMail mail = claimed.get();
        switch (door.send(mail)) {
            case SmtpDoor.Delivery.Taken _ -> finish(mail, MailStatus.State.SENT, "");
            case SmtpDoor.Delivery.Refused(String reason) -> finish(mail, MailStatus.State.FAILED, reason);
            case SmtpDoor.Delivery.Later(String reason) -> {
                if (mail.attempts() >= MAX_ATTEMPTS) {
                    finish(mail, MailStatus.State.FAILED, reason);
                    return;
                }
                store.release(org, mail.id(), reason);
                throw new IOException("Mail " + mail.id() + " was not taken: " + reason);
            }
        }
    }

    private void finish(OutgoingMail mail, MailStatus.State state, String reason) {
        transactions.executeWithoutResult(_ -> {
            if (!store.finish(mail.actor().org(), mail.id(), state, reason, clock.instant())) {
                return;
            }
            Map<String, String> detail = new LinkedHashMap<>();
            detail.put("mail", Long.toString(mail.id()));
            detail.put("title", mail.title());
            boolean sent = state == MailStatus.State.SENT;
            if (!sent) {
                detail.put("reason", reason);
            }
            timeline.note(mail.actor(), mail.module(), mail.recordId(), sent ? "mail_sent" : "mail_failed", detail);
        });
    }
}
