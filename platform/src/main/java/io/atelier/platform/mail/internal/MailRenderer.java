package io.atelier.platform.mail.internal;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.mail.MailPreview;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Organization;
import io.atelier.platform.record.CrmRecord;
import io.atelier.templates.HtmlCleaner;
import io.atelier.templates.RenderedTemplate;
import io.atelier.templates.TemplateEngine;
import io.atelier.templates.TemplateException;
import io.atelier.templates.TemplateLimits;
import io.atelier.templates.TemplateSource;
import io.atelier.templates.TemplateWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Checks and renders subject and body. What comes out of it is always cleaned. */
@Component
public class MailRenderer {
    private final TemplateEngine engine = new TemplateEngine();
    private final MailModel models;
    private final MetadataService metadata;
    private final AccessService access;

    MailRenderer(MailModel models, MetadataService metadata, AccessService access) {
        this.models = models;
        this.metadata = metadata;
        this.access = access;
    }

    /** Returns all that is wrong with a template; paths are {@code subject} and {@code html}. */
    public List<Violation> problems(Actor actor, String moduleName, String subject, String html) {
        ModuleDef module = metadata.model(actor.org()).module(moduleName);
        List<Violation> problems = new ArrayList<>();
        check(actor, module, "subject", TemplateSource.text("subject", subject), problems);
        check(actor, module, "html", TemplateSource.html("html", html), problems);
        return problems;
    }

    private void check(Actor actor, ModuleDef module, String path, TemplateSource source, List<Violation> problems) {
        Set<String> references;
        try {
            references = engine.references(source);
        } catch (TemplateException e) {
            problems.add(new Violation(ErrorCode.INVALID_DATA, path, explained(e)));
            return;
        }
        for (String reference : references) {
            String[] steps = reference.split("\\.");
            Optional<String> problem = problem(actor, module, steps);
            problem.ifPresent(message ->
                    problems.add(new Violation(ErrorCode.INVALID_FIELD, path, "$" + reference + ": " + message)));
        }
    }

    private Optional<String> problem(Actor actor, ModuleDef module, String[] steps) {
        String root = steps[0];
        String field = steps.length > 1 ? steps[1] : "";
        boolean known;
        if (root.equals(module.apiName())) {
            known = field.isEmpty()
                    || field.equals("id")
                    || access.of(actor).findField(module, field).isPresent();
        } else if (root.equals(MailModel.USER)) {
            known = MailModel.USER_FIELDS.contains(field);
        } else if (root.equals(MailModel.ORG)) {
            known = MailModel.ORG_FIELDS.contains(field);
        } else {
            return Optional.of("a mail of this module knows $" + module.apiName() + ", $user and $org only.");
        }
        return known ? Optional.empty() : Optional.of("there is no such field.");
    }

    /** Renders for a record, with what the actor sees of it. */
    public MailPreview render(Actor actor, CrmRecord record, String subject, String html) {
        ModuleDef module = metadata.model(actor.org()).module(record.module());
        return render(actor, models.ofRecord(actor, module, record), subject, html);
    }

    /** Renders with made-up values. */
    public MailPreview sample(Actor actor, String moduleName, String subject, String html) {
        ModuleDef module = metadata.model(actor.org()).module(moduleName);
        var rights = access.of(actor);
        rights.require(module, Verb.READ);
        return render(actor, models.sample(actor, module, rights.fields(module)), subject, html);
    }

    private MailPreview render(Actor actor, Map<String, Object> model, String subject, String html) {
        Organization org = models.org(actor);
        Locale language = Locale.of(org.language());
        UnaryOperator<TemplateSource> audience = source -> source.in(language, org.zone());
        try {
            RenderedTemplate line = engine.render(
                    audience.apply(TemplateSource.text("subject", subject)), model, TemplateLimits.DEFAULT);
            RenderedTemplate body =
                    engine.render(audience.apply(TemplateSource.html("html", html)), model, TemplateLimits.DEFAULT);
            String clean = HtmlCleaner.clean(body.text());
            List<TemplateWarning> warnings = Stream.concat(line.warnings().stream(), body.warnings().stream())
                    .toList();
            return new MailPreview(HeaderText.subject(line.text()), clean, HtmlCleaner.toText(clean), warnings);
        } catch (TemplateException e) {
            throw new PlatformException(
                    ErrorCode.INVALID_DATA, "The mail cannot be rendered: " + explained(e), Map.of(), e);
        }
    }

    private static String explained(TemplateException e) {
        return e.line() == 0
                ? String.valueOf(e.getMessage())
                : "line " + e.line() + ", column " + e.column() + ": " + e.getMessage();
    }
}
