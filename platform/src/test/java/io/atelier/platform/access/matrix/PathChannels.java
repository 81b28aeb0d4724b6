package io.atelier.platform.access.matrix;

import static io.atelier.platform.access.matrix.Channels.echo;
import static io.atelier.platform.access.matrix.Channels.name;
import static io.atelier.platform.access.matrix.Channels.secret;

import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.CriteriaParser;
import io.atelier.platform.expression.Operator;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.RecordService;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The place as seen from a record that everybody sees and that points there. */
@Component
class PathChannels implements Channels {
    private static final String FROM = World.POINTERS;

    private final RecordService records;

    PathChannels(RecordService records) {
        this.records = records;
    }

    @Override
    public List<ReadChannel> in(World world) {
        String query = "RecordService.query";
        String aggregate = "RecordService.aggregate";
        String coql = "RecordService.coql";
        return List.of(
                name(
                        "RecordService.get",
                        "what a lookup is called",
                        (p, at) -> records.get(p.actor(), FROM, world.pointer())
                                .labels()
                                .get(at.pointer())),
                name(query, "what a lookup is called", (p, at) -> list(p, of(at.pointer()))),
                name(query, "name over a lookup", (p, at) -> list(p, of(at.pointer() + "." + at.name()))),
                secret(query, "field over a lookup", (p, at) -> list(p, of(path(at)))),
                secret(
                        query,
                        "filter over a lookup",
                        (p, at) -> echo(
                                at,
                                list(
                                        p,
                                        of("Name")
                                                .where(Criteria.compare(
                                                        path(at), Operator.EQUALS, at.secretCanary()))))),
                secret(
                        query,
                        "filter by a field over a lookup",
                        (p, at) -> echo(
                                at,
                                list(
                                        p,
                                        of("Name")
                                                .where(CriteriaParser.parse(
                                                        "((Name:equals:Pointer)and(%s:equals:${field:%s}))"
                                                                .formatted(path(at), path(at))))))),
                secret(query, "sort over a lookup", (p, at) -> echo(at, comesFirst(p, at))),
                name(
                        query,
                        "related list",
                        (p, at) -> list(
                                p,
                                of(at.pointer())
                                        .where(Criteria.compare(at.pointer(), Operator.EQUALS, "" + world.id(at))))),
                secret(
                        "RecordService.count",
                        "over a lookup",
                        (p, at) -> echo(
                                at,
                                records.count(
                                                        p.actor(),
                                                        FROM,
                                                        Criteria.compare(path(at), Operator.EQUALS, at.secretCanary()),
                                                        10)
                                                .count()
                                        > 0)),
                secret(
                        aggregate,
                        "group over a lookup",
                        (p, at) -> records.aggregate(
                                p.actor(), RecordChannels.count(FROM, Optional.of(path(at)), Criteria.everything()))),
                name(
                        aggregate,
                        "group by a lookup",
                        (p, at) -> records.aggregate(
                                p.actor(),
                                RecordChannels.count(FROM, Optional.of(at.pointer()), Criteria.everything()))),
                secret(
                        coql,
                        "field over a lookup",
                        (p, at) -> records.coql(
                                p.actor(), "select %s from %s where id is not null".formatted(path(at), FROM))),
                name(
                        coql,
                        "name over a lookup",
                        (p, at) -> records.coql(
                                p.actor(),
                                "select %s.%s from %s where id is not null".formatted(at.pointer(), at.name(), FROM))),
                secret(
                        coql,
                        "filter over a lookup",
                        (p, at) -> echo(
                                at,
                                records.coql(
                                                p.actor(),
                                                "select Name from %s where %s like 'Secret%%'"
                                                        .formatted(FROM, path(at)))
                                        .rows())),
                secret(
                        coql,
                        "group over a lookup",
                        (p, at) -> records.coql(
                                p.actor(),
                                "select %1$s, count(id) from %2$s where id is not null group by %1$s"
                                        .formatted(path(at), FROM))));
    }

    /** Empty values come last: where what lies behind the lookup is hidden, the three are alike and in order of their ids. */
    private boolean comesFirst(Person person, Place place) {
        return List.of(true, false).stream()
                .allMatch(descending -> list(person, of("Name").sortedBy(path(place), descending))
                        .getFirst()
                        .contains("Pointer"));
    }

    private static String path(Place place) {
        return place.pointer() + "." + place.secret();
    }

    private static RecordQuery of(String field) {
        return RecordQuery.of(FROM, List.of(field), 100);
    }

    private List<String> list(Person person, RecordQuery query) {
        return records.query(person.actor(), query).records().stream()
                .map(RecordChannels::shown)
                .toList();
    }
}
