package io.atelier.platform.access.matrix;

import static io.atelier.platform.access.matrix.Channels.both;
import static io.atelier.platform.access.matrix.Channels.echo;
import static io.atelier.platform.access.matrix.Channels.name;
import static io.atelier.platform.access.matrix.Channels.secret;

import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.CriteriaParser;
import io.atelier.platform.expression.Operator;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.record.AggregateQuery;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.RecordService;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Records of the place itself, asked for in all ways that there are. */
@Component
class RecordChannels implements Channels {
    private final RecordService records;

    RecordChannels(RecordService records) {
        this.records = records;
    }

    @Override
    public List<ReadChannel> in(World world) {
        String query = "RecordService.query";
        String aggregate = "RecordService.aggregate";
        String coql = "RecordService.coql";
        return List.of(
                both("RecordService.get", "", (p, at) -> shown(records.get(p.actor(), at.module(), world.id(at)))),
                both(
                        "RecordService.find",
                        "",
                        (p, at) -> records.find(p.actor(), at.module(), world.id(at))
                                .map(RecordChannels::shown)),
                name(query, "list", (p, at) -> list(p, all(at, at.name()))),
                secret(query, "field", (p, at) -> list(p, all(at, at.secret()))),
                secret(
                        query,
                        "filter",
                        (p, at) -> echo(at, list(p, all(at, "Owner").where(isSecret(at))))),
                secret(
                        query,
                        "filter by part",
                        (p, at) -> echo(
                                at,
                                list(
                                        p,
                                        all(at, "Owner")
                                                .where(Criteria.compare(at.secret(), Operator.STARTS_WITH, "Sec"))))),
                secret(
                        query,
                        "filter by field",
                        (p, at) -> echo(
                                at,
                                list(
                                        p,
                                        all(at, "Owner")
                                                .where(CriteriaParser.parse("(%s:equals:${field:%s})"
                                                        .formatted(at.secret(), at.secret())))))),
                secret(
                        query,
                        "sort",
                        (p, at) -> echo(at, list(p, all(at, "Owner").sortedBy(at.secret(), true)))),
                name(query, "search", (p, at) -> list(p, all(at, at.name()).search(at.nameCanary()))),
                name(query, "bin", (p, at) -> list(p, all(at, at.name()).in(RecordQuery.Bin.RECYCLED))),
                secret(
                        query,
                        "field in the bin",
                        (p, at) -> list(p, all(at, at.secret()).in(RecordQuery.Bin.RECYCLED))),
                secret(
                        "RecordService.count",
                        "",
                        (p, at) -> echo(
                                at,
                                records.count(p.actor(), at.module(), isSecret(at), 10)
                                                .count()
                                        > 0)),
                secret(
                        "RecordService.matches",
                        "",
                        (p, at) -> echo(
                                at,
                                !records.matches(
                                                p.actor(),
                                                at.module(),
                                                at.secret(),
                                                List.of(new FieldValue.Text(at.secretCanary())))
                                        .isEmpty())),
                secret(
                        aggregate,
                        "group",
                        (p, at) -> records.aggregate(
                                p.actor(), count(at.module(), Optional.of(at.secret()), Criteria.everything()))),
                name(
                        aggregate,
                        "group by name",
                        (p, at) -> records.aggregate(
                                p.actor(), count(at.module(), Optional.of(at.name()), Criteria.everything()))),
                secret(
                        aggregate,
                        "filter",
                        (p, at) -> echo(
                                at,
                                records.aggregate(p.actor(), count(at.module(), Optional.empty(), isSecret(at)))
                                                .getFirst()
                                                .count()
                                        > 0)),
                name(
                        coql,
                        "list",
                        (p, at) -> records.coql(
                                p.actor(), "select " + at.name() + " from " + at.module() + " where id is not null")),
                secret(
                        coql,
                        "field",
                        (p, at) -> records.coql(
                                p.actor(), "select " + at.secret() + " from " + at.module() + " where id is not null")),
                secret(
                        coql,
                        "group",
                        (p, at) -> records.coql(
                                p.actor(),
                                "select %1$s, count(id) from %2$s where id is not null group by %1$s"
                                        .formatted(at.secret(), at.module()))),
                secret(
                        coql,
                        "filter",
                        (p, at) -> echo(
                                at,
                                records.coql(
                                                p.actor(),
                                                "select Owner from %s where %s like 'Secret%%'"
                                                        .formatted(at.module(), at.secret()))
                                        .rows())),
                secret(
                        coql,
                        "order",
                        (p, at) -> echo(
                                at,
                                records.coql(
                                                p.actor(),
                                                "select Owner from %s where id is not null order by %s"
                                                        .formatted(at.module(), at.secret()))
                                        .rows())),
                secret(
                        coql,
                        "having",
                        (p, at) -> echo(
                                at,
                                records.coql(
                                                p.actor(),
                                                "select Owner, count(id) from %s where id is not null group by Owner having count(%s) > 0"
                                                        .formatted(at.module(), at.secret()))
                                        .rows())));
    }

    static Criteria isSecret(Place place) {
        return Criteria.compare(place.secret(), Operator.EQUALS, place.secretCanary());
    }

    static AggregateQuery count(String module, Optional<String> group, Criteria criteria) {
        return new AggregateQuery(module, group, AggregateQuery.Measure.COUNT, Optional.empty(), criteria, 100);
    }

    private static RecordQuery all(Place place, String field) {
        return RecordQuery.of(place.module(), List.of(field), 100);
    }

    private List<String> list(Person person, RecordQuery query) {
        return records.query(person.actor(), query).records().stream()
                .map(RecordChannels::shown)
                .toList();
    }

    static String shown(CrmRecord record) {
        return record.values() + " " + record.labels();
    }
}
