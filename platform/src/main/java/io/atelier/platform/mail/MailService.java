package io.atelier.platform.mail;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.job.JobService;
import io.atelier.platform.mail.internal.Correspondent;
import io.atelier.platform.mail.internal.HeaderText;
import io.atelier.platform.mail.internal.MailRenderer;
import io.atelier.platform.mail.internal.MailStore;
import io.atelier.platform.mail.internal.OutgoingMail;
import io.atelier.platform.mail.internal.SendMailJob;
import io.atelier.platform.mail.internal.SmtpDoor;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.RecordService;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Sends mail about records: rendered at once with what the sender sees, sent by a job after the commit. */
@Service
public class MailService {
    private static final String OPT_OUT = "Email_Opt_Out";
    private static final int MAX_LISTED = 100;

    private final RecordService records;
    private final MetadataService metadata;
    private final AccessService access;
    private final MailTemplateService templates;
    private final MailRenderer renderer;
    private final Correspondent correspondent;
    private final MailStore store;
    private final SmtpDoor door;
    private final JobService jobs;
    private final IdGenerator ids;
    private final InstantSource clock;

    MailService(
            RecordService records,
            MetadataService metadata,
            AccessService access,
            MailTemplateService templates,
            MailRenderer renderer,
            Correspondent correspondent,
            MailStore store,
            SmtpDoor door,
            JobService jobs,
            IdGenerator ids,
            InstantSource clock) {
        this.records = records;
        this.metadata = metadata;
        this.access = access;
        this.templates = templates;
        this.renderer = renderer;
        this.correspondent = correspondent;
        this.store = store;
        this.door = door;
        this.jobs = jobs;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Queues a mail. What becomes of it stands in the record's timeline as {@code mail_sent} or {@code mail_failed}.
     *
     * @throws PlatformException {@link ErrorCode#UNAVAILABLE} without a mail server, {@link ErrorCode#NOT_ALLOWED} for
     *     who wants no mail, {@link ErrorCode#MANDATORY_NOT_FOUND} without an address, {@link ErrorCode#INVALID_DATA} for
     *     a bad address or subject
     */
    @Transactional
    public MailStatus send(Actor actor, MailRequest request) {
        door.require();
        CrmRecord record = records.get(actor, request.module(), request.recordId());
        ModuleDef module = metadata.model(actor.org()).module(request.module());
        requireWanted(actor, module, record.id());
        String to = address(actor, module, record, request.recipient());
        Written written = written(actor, request);
        MailPreview mail = renderer.render(actor, record, written.subject(), written.html());
        long id = ids.next();
        String from = door.from();
        String messageId = "<" + id + "." + actor.org().schema() + from.substring(from.lastIndexOf('@')) + ">";
        OutgoingMail outgoing = new OutgoingMail(
                id,
                actor,
                written.title(),
                messageId,
                module.apiName(),
                record.id(),
                correspondent.name(actor),
                from,
                correspondent.address(actor),
                to,
                mail.subject(),
                mail.html(),
                0);
        store.insert(outgoing, clock.instant());
        jobs.enqueue(SendMailJob.NAME, new SendMailJob.Data(actor.org().value(), id));
        return store.status(actor.org(), id).orElseThrow();
    }

    /** Returns the mails about a record that the actor may see, the newest 100 first. */
    @Transactional(readOnly = true)
    public List<MailStatus> ofRecord(Actor actor, String module, long recordId) {
        records.get(actor, module, recordId);
        return store.ofRecord(actor.org(), module, recordId, MAX_LISTED);
    }

    private record Written(String title, String subject, String html) {}

    private Written written(Actor actor, MailRequest request) {
        return switch (request.content()) {
            case MailRequest.Content.AdHoc(String subject, String html) ->
                new Written(HeaderText.subject(subject), subject, html);
            case MailRequest.Content.Template(long id) -> {
                MailTemplateData template = templates.get(actor, id).data();
                if (!template.module().equals(request.module())) {
                    throw new PlatformException(
                            ErrorCode.INVALID_DATA,
                            "The template is for another module.",
                            Map.of("module", template.module()));
                }
                yield new Written(template.name(), template.subject(), template.html());
            }
        };
    }

    /** Asked with all rights: whether a person wants mail must not depend on who sees the answer. */
    private void requireWanted(Actor actor, ModuleDef module, long recordId) {
        if (module.findField(OPT_OUT).isEmpty()) {
            return;
        }
        FieldValue optOut = records.get(Actor.system(actor.org()), module.apiName(), recordId)
                .value(OPT_OUT);
        if (optOut.equals(new FieldValue.Bool(true))) {
            throw new PlatformException(
                    ErrorCode.NOT_ALLOWED, "This person has opted out of mail.", Map.of("api_name", OPT_OUT));
        }
    }

    private String address(Actor actor, ModuleDef module, CrmRecord record, MailRequest.Recipient recipient) {
        return switch (recipient) {
            case MailRequest.Recipient.Address(String address) -> HeaderText.address(address);
            case MailRequest.Recipient.Field(String field) -> {
                boolean known = access.of(actor)
                        .findField(module, field)
                        .filter(definition -> definition.type() == FieldType.EMAIL)
                        .isPresent();
                if (!known) {
                    throw new PlatformException(
                            ErrorCode.INVALID_FIELD, "There is no such e-mail field.", Map.of("api_name", field));
                }
                String address = record.text(field);
                if (address.isEmpty()) {
                    throw new PlatformException(
                            ErrorCode.MANDATORY_NOT_FOUND,
                            "The record has no address to send to.",
                            Map.of("api_name", field));
                }
                yield HeaderText.address(address);
            }
        };
    }
}
