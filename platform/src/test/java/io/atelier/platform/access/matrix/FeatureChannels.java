package io.atelier.platform.access.matrix;

import static io.atelier.platform.access.matrix.Channels.atMost;
import static io.atelier.platform.access.matrix.Channels.both;
import static io.atelier.platform.access.matrix.Channels.echo;
import static io.atelier.platform.access.matrix.Channels.nothing;
import static io.atelier.platform.access.matrix.Channels.secret;

import io.atelier.platform.analytics.ComponentDef;
import io.atelier.platform.analytics.DashboardService;
import io.atelier.platform.common.Label;
import io.atelier.platform.mail.MailService;
import io.atelier.platform.mail.MailTemplateData;
import io.atelier.platform.mail.MailTemplateService;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.AggregateQuery;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.TypeChangeService;
import io.atelier.platform.transfer.ExportService;
import io.atelier.platform.transfer.ExportStyle;
import io.atelier.platform.transfer.FilePreview;
import io.atelier.platform.transfer.ImportPlan;
import io.atelier.platform.transfer.ImportService;
import io.atelier.platform.transfer.ValueFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Features that stand on records: mail, dashboards, exports, imports, changes of fields. */
@Component
class FeatureChannels implements Channels {
    private final MailTemplateService templates;
    private final MailService mails;
    private final DashboardService dashboards;
    private final ExportService exports;
    private final ImportService imports;
    private final TypeChangeService types;
    private final MetadataService metadata;

    FeatureChannels(
            MailTemplateService templates,
            MailService mails,
            DashboardService dashboards,
            ExportService exports,
            ImportService imports,
            TypeChangeService types,
            MetadataService metadata) {
        this.templates = templates;
        this.mails = mails;
        this.dashboards = dashboards;
        this.exports = exports;
        this.imports = imports;
        this.types = types;
        this.metadata = metadata;
    }

    @Override
    public List<ReadChannel> in(World world) {
        return List.of(
                both(
                        "MailTemplateService.preview",
                        "",
                        (p, at) -> templates.preview(p.actor(), template(at), world.id(at))),
                nothing(
                        "MailTemplateService.previewSample",
                        "",
                        (p, at) -> templates.previewSample(p.actor(), template(at))),
                nothing("MailService.ofRecord", "", (p, at) -> mails.ofRecord(p.actor(), at.module(), world.id(at))),
                secret(
                        "DashboardService.figures",
                        "",
                        (p, at) -> dashboards.figures(p.actor(), component(at, at.secret(), ""))),
                secret(
                        "DashboardService.figures",
                        "filter",
                        (p, at) -> echo(
                                at,
                                dashboards
                                        .figures(
                                                p.actor(),
                                                component(
                                                        at,
                                                        "Owner",
                                                        "(%s:equals:%s)".formatted(at.secret(), at.secretCanary())))
                                        .stream()
                                        .anyMatch(row -> row.count() > 0))),
                atMost("ExportService.csv", "", (p, at) -> csv(p, RecordQuery.of(at.module(), List.of(), 10))),
                atMost(
                        "ExportService.csv",
                        "field",
                        (p, at) -> csv(p, RecordQuery.of(at.module(), List.of(at.secret()), 10))),
                atMost(
                        "ExportService.csv",
                        "filter",
                        (p, at) -> echo(
                                at,
                                csv(
                                                p,
                                                RecordQuery.of(at.module(), List.of("Owner"), 10)
                                                        .where(RecordChannels.isSecret(at)))
                                        .contains("Person"))),
                atMost(
                        "ExportService.csv",
                        "what a lookup is called",
                        (p, at) -> csv(p, RecordQuery.of(World.POINTERS, List.of(at.pointer()), 10))),
                nothing(
                        "ImportService.proposeMapping",
                        "",
                        (p, at) -> echo(
                                at,
                                p.knowsSecret(at)
                                        ? List.of()
                                        : imports.proposeMapping(p.actor(), at.module(), file(p.actor(), at)).stream()
                                                .filter(mapping ->
                                                        mapping.field().equals(at.secret()))
                                                .toList())),
                nothing("ImportService.tryOut", "", (p, at) -> tryOut(p.actor(), at)),
                atMost(
                        "TypeChangeService.preview",
                        "",
                        (p, at) -> types.preview(p.actor(), at.module(), longer(p.actor(), at))));
    }

    private String csv(Person person, RecordQuery query) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        exports.csv(person.actor(), query, new ExportStyle(Locale.ENGLISH, ZoneOffset.UTC), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static MailTemplateData template(Place at) {
        String text = "$!%1$s.%2$s $!%1$s.%3$s".formatted(at.module(), at.name(), at.secret());
        return new MailTemplateData("T", at.module(), text, "<p>" + text + "</p>");
    }

    private static ComponentDef component(Place at, String group, String criteria) {
        return new ComponentDef(
                "a",
                Label.of("By"),
                ComponentDef.Kind.BAR,
                at.module(),
                group,
                AggregateQuery.Measure.COUNT,
                "",
                criteria,
                new ComponentDef.Place(0, 0, 6, 4));
    }

    private FilePreview file(Actor actor, Place at) {
        String text = "%s,%s%nNew,New%n".formatted(at.name(), at.secret());
        long file = imports.upload(actor, "new.csv", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                .id();
        return imports.inspect(actor, file);
    }

    private Object tryOut(Actor actor, Place at) {
        FilePreview file = file(actor, at);
        return imports.tryOut(
                actor,
                new ImportPlan(
                        at.module(),
                        file.fileId(),
                        List.of(
                                new ImportPlan.Mapping(0, at.name(), ValueFormat.TEXT),
                                new ImportPlan.Mapping(1, at.secret(), ValueFormat.TEXT)),
                        new ImportPlan.Duplicates(ImportPlan.Mode.SKIP, at.secret())),
                file);
    }

    private FieldDef longer(Actor actor, Place at) {
        FieldDef field = metadata.model(actor.org()).module(at.module()).field(at.secret());
        return field.withType(FieldType.TEXTAREA, FieldProperties.defaults(FieldType.TEXTAREA));
    }
}
