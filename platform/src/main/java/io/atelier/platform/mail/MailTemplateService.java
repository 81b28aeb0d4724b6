package io.atelier.platform.mail;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.mail.internal.HeaderText;
import io.atelier.platform.mail.internal.MailRenderer;
import io.atelier.platform.mail.internal.TemplateStore;
import io.atelier.platform.mail.spi.TemplateUse;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.RecordService;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps mail templates: administrators write them, everybody may use them. */
@Service
public class MailTemplateService {
    public static final int MAX_NAME = 100;
    public static final int MAX_HTML = 200_000;

    private final AccessService access;
    private final TemplateStore store;
    private final MailRenderer renderer;
    private final RecordService records;
    private final List<TemplateUse> uses;
    private final IdGenerator ids;
    private final InstantSource clock;

    MailTemplateService(
            AccessService access,
            TemplateStore store,
            MailRenderer renderer,
            RecordService records,
            List<TemplateUse> uses,
            IdGenerator ids,
            InstantSource clock) {
        this.access = access;
        this.store = store;
        this.renderer = renderer;
        this.records = records;
        this.uses = List.copyOf(uses);
        this.ids = ids;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<MailTemplate> list(Actor actor) {
        access.of(actor);
        return store.all(actor.org());
    }

    @Transactional(readOnly = true)
    public MailTemplate get(Actor actor, long id) {
        access.of(actor);
        return store.find(actor.org(), id).orElseThrow(() -> missing(id));
    }

    /**
     * Makes a template.
     *
     * @throws ViolationsException with everything that is wrong, by {@code name}, {@code subject}, {@code html}
     */
    @Transactional
    public MailTemplate create(Actor actor, MailTemplateData data) {
        access.of(actor).require(Permission.MANAGE_TEMPLATES);
        MailTemplate template = new MailTemplate(ids.next(), 1, data, clock.instant());
        require(actor, template);
        store.insert(actor.org(), template, actor.user());
        return template;
    }

    /**
     * Replaces a template.
     *
     * @param revision the one that the author saw
     */
    @Transactional
    public MailTemplate save(Actor actor, long id, long revision, MailTemplateData data) {
        access.of(actor).require(Permission.MANAGE_TEMPLATES);
        MailTemplate before = get(actor, id);
        MailTemplate after = new MailTemplate(id, revision + 1, data, clock.instant());
        require(actor, after);
        if (!store.update(actor.org(), after, actor.user())) {
            throw new PlatformException(
                    ErrorCode.RECORD_MODIFIED,
                    "Somebody saved this template meanwhile. Load it again.",
                    Map.of("version", before.revision(), "expected_version", revision));
        }
        return after;
    }

    /** Deletes a template; refused while something sends it. */
    @Transactional
    public void delete(Actor actor, long id) {
        access.of(actor).require(Permission.MANAGE_TEMPLATES);
        get(actor, id);
        List<String> senders = uses.stream()
                .flatMap(use -> use.usesOf(actor.org(), id).stream())
                .toList();
        if (!senders.isEmpty()) {
            throw new PlatformException(
                    ErrorCode.NOT_ALLOWED,
                    "The template is in use; take it out of these first: " + String.join(", ", senders) + ".",
                    Map.of("used_by", senders));
        }
        store.delete(actor.org(), id);
    }

    /** Returns what is wrong with a template under edit; empty if it could be saved. */
    @Transactional(readOnly = true)
    public List<Violation> check(Actor actor, MailTemplateData data) {
        access.of(actor).require(Permission.MANAGE_TEMPLATES);
        return problems(actor, data);
    }

    /** Shows a template with made-up values. */
    public MailPreview previewSample(Actor actor, MailTemplateData data) {
        return renderer.sample(actor, data.module(), data.subject(), data.html());
    }

    /** Shows a template with what the actor sees of a record. */
    public MailPreview preview(Actor actor, MailTemplateData data, long recordId) {
        return renderer.render(actor, records.get(actor, data.module(), recordId), data.subject(), data.html());
    }

    private void require(Actor actor, MailTemplate template) {
        List<Violation> problems = new ArrayList<>(problems(actor, template.data()));
        if (store.isNameTaken(actor.org(), template.data().name(), template.id())) {
            problems.add(new Violation(ErrorCode.DUPLICATE_DATA, "name", "Another template has this name."));
        }
        if (!problems.isEmpty()) {
            throw new ViolationsException(problems);
        }
    }

    private List<Violation> problems(Actor actor, MailTemplateData data) {
        List<Violation> problems = new ArrayList<>();
        if (data.name().isBlank()) {
            problems.add(new Violation(ErrorCode.MANDATORY_NOT_FOUND, "name", "A template needs a name."));
        } else if (data.name().length() > MAX_NAME) {
            problems.add(new Violation(ErrorCode.LIMIT_EXCEEDED, "name", "A name has at most 100 characters."));
        }
        if (data.html().length() > MAX_HTML) {
            problems.add(new Violation(ErrorCode.LIMIT_EXCEEDED, "html", "A body has at most 200,000 characters."));
            return problems;
        }
        try {
            HeaderText.subject(data.subject());
        } catch (PlatformException e) {
            problems.add(new Violation(e.code(), "subject", String.valueOf(e.getMessage())));
        }
        problems.addAll(renderer.problems(actor, data.module(), data.subject(), data.html()));
        return problems;
    }

    private static PlatformException missing(long id) {
        return new PlatformException(
                ErrorCode.NOT_FOUND, "There is no such mail template.", Map.of("id", Long.toString(id)));
    }
}
