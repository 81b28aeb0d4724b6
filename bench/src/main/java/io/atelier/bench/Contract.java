package io.atelier.bench;

import io.atelier.bench.Row.Side;
import io.atelier.bench.data.Leads;
import io.atelier.bench.data.Stock;
import io.atelier.bench.floor.FloorServer;
import io.atelier.bench.floor.FloorSql;
import io.atelier.bench.load.DirectWork;
import io.atelier.bench.load.HttpConnection;
import io.atelier.bench.load.HttpWork;
import io.atelier.bench.load.Work;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.Operator;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.AggregateQuery;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordPage;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.WriteRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import tools.jackson.databind.json.JsonMapper;

/** The rows of the contract. What a row needs is made when it is measured, as few runs ask for all. */
final class Contract {
    private static final int PAGE = 50;
    private static final int BATCH = 100;
    private static final int DEEP_PAGES = 64;
    private static final String PATH = "/crm/v8/" + Leads.MODULE;

    private final Options options;
    private final Product product;
    private final FloorSql floorSql;
    private final FloorServer floor;
    private final Measurement measurement;
    private final RecordService records;
    private final Actor admin;
    private final String token;
    private final JsonMapper json = new JsonMapper();
    private final AtomicLong next = new AtomicLong(10_000_000);

    /** A row by its key. */
    record Entry(String key, Measure measure) {}

    /** Measures a row. */
    interface Measure {
        Result run() throws Exception;
    }

    Contract(Options options, Product product, FloorSql floorSql, FloorServer floor) throws Exception {
        this.options = options;
        this.product = product;
        this.floorSql = floorSql;
        this.floor = floor;
        this.measurement = new Measurement(options.seconds());
        this.records = product.bean(RecordService.class);
        this.admin = product.administrator();
        this.token = product.token();
        new Rules(product).addIdle(Leads.MODULE, Rules.USUAL);
        product.stock()
                .execute("create index if not exists \"bench_view\" on "
                        + product.table(Leads.MODULE)
                        + " (lower(\"Lead_Status\"), lower(\"City\"), \"Created_Time\" desc, \"id\" desc)");
    }

    List<Entry> entries() {
        return List.of(
                new Entry("read", () -> measurement.of(read())),
                new Entry("list", () -> measurement.of(list())),
                new Entry("deep", () -> measurement.of(deep())),
                new Entry("search", () -> measurement.of(search())),
                new Entry("create", () -> measurement.of(create("create", "create one", 8, 1, new Goal.Rate(0.4)))),
                new Entry(
                        "batch",
                        () -> measurement.of(create("batch", "create 100 a call", 4, BATCH, new Goal.Rate(0.5)))),
                new Entry("update", () -> measurement.of(update())),
                new Entry("count", () -> measurement.of(count())),
                new Entry("member", () -> measurement.of(member())),
                new Entry("wide", () -> measurement.of(new Wide(product, token).row())),
                new Entry("rules", () -> measurement.of(new Rules(product).idle(token))),
                new Entry("fieldrule", () -> measurement.of(new Rules(product).matching(token))),
                new Entry("import", () -> new Import(product, floorSql, options.rows()).measure()),
                new Entry("undo", () -> new Import(product, floorSql, options.rows()).undo()),
                new Entry("function", () -> new Functions(product).trivial(options.seconds())),
                new Entry("hostcall", () -> new Functions(product).hostCall(options.seconds(), lead(1))));
    }

    private Row read() {
        return new Row(
                "read",
                "read by id, 8 clients",
                8,
                1,
                new Goal.Rate(0.5),
                rest(random -> get(PATH + "/" + lead(random))),
                floor(random -> HttpConnection.request("GET", "/read/" + lead(random), "", "")),
                direct(random -> records.get(admin, Leads.MODULE, lead(random))));
    }

    private Row list() {
        String fields = String.join(",", Leads.SHOWN);
        return new Row(
                "list",
                "list 50, 2 filters and sort, 4 clients",
                4,
                1,
                new Goal.Rate(0.5),
                rest(random -> get(PATH + "/search?fields=" + fields + "&per_page=" + PAGE + "&criteria="
                        + encoded("((Lead_Status:equals:" + Leads.status(random) + ")and(City:equals:"
                                + Leads.city(random) + "))"))),
                floor(random -> HttpConnection.request(
                        "GET",
                        "/list?status=" + encoded(Leads.status(random).toLowerCase(Locale.ROOT)) + "&city="
                                + encoded(Leads.city(random).toLowerCase(Locale.ROOT)),
                        "",
                        "")),
                direct(random -> records.query(
                        admin,
                        page().where(new Criteria.All(List.of(
                                Criteria.compare("Lead_Status", Operator.EQUALS, Leads.status(random)),
                                Criteria.compare("City", Operator.EQUALS, Leads.city(random))))))));
    }

    /** Pages from all depths of the list, each behind a known last record. */
    private Row deep() {
        record Place(String cursor, Instant time, long id) {}
        List<Place> places = new ArrayList<>();
        int step = Math.max(1, options.rows() / DEEP_PAGES);
        Optional<String> cursor = Optional.empty();
        int walked = 0;
        int limit = Math.min(step, RecordQuery.MAX_LIMIT);
        while (walked < options.rows() - limit) {
            RecordPage page = records.query(
                    admin,
                    RecordQuery.of(Leads.MODULE, List.of("Created_Time"), limit).after(cursor));
            CrmRecord last = page.records().getLast();
            cursor = page.nextCursor();
            if (cursor.isEmpty()) {
                break;
            }
            walked += limit;
            if (last.value("Created_Time") instanceof FieldValue.DateTime(Instant time)) {
                places.add(new Place(cursor.get(), time, last.id()));
            }
        }
        String fields = String.join(",", Leads.SHOWN);
        return new Row(
                "deep",
                "deep page of 50, 4 clients",
                4,
                1,
                new Goal.Rate(0.5),
                rest(random -> get(PATH + "?fields=" + fields + "&per_page=" + PAGE + "&page_token="
                        + encoded(any(places, random).cursor()))),
                floor(random -> {
                    Place place = any(places, random);
                    return HttpConnection.request("GET", "/page?time=" + place.time() + "&id=" + place.id(), "", "");
                }),
                direct(random -> records.query(
                        admin, page().after(Optional.of(any(places, random).cursor())))));
    }

    private Row search() {
        String fields = String.join(",", Leads.SHOWN);
        return new Row(
                "search",
                "contains search, 4 clients",
                4,
                1,
                new Goal.Rate(0.5),
                rest(random -> get(
                        PATH + "/search?fields=" + fields + "&per_page=" + PAGE + "&word=" + Leads.fragment(random))),
                floor(random -> HttpConnection.request(
                        "GET",
                        "/search?condition=" + encoded("\"sys_search\" like ?") + "&pattern="
                                + encoded("%" + Leads.fragment(random) + "%"),
                        "",
                        "")),
                direct(random -> records.query(admin, page().search(Leads.fragment(random)))));
    }

    private Row create(String key, String title, int clients, int count, Goal goal) {
        return new Row(
                key,
                title + ", " + clients + " clients",
                clients,
                count,
                goal,
                rest(_ -> HttpConnection.request("POST", PATH, token, body(count))),
                floor(_ -> HttpConnection.request("POST", "/create", "", body(count))),
                direct(_ -> records.write(
                        admin,
                        new WriteRequest(
                                Leads.MODULE,
                                WriteRequest.OperationKind.SAVE,
                                WriteRequest.Atomicity.EACH_ROW,
                                Leads.many(next.getAndAdd(count), count).stream()
                                        .<RecordChange>map(RecordChange::create)
                                        .toList()))));
    }

    private Row update() {
        return new Row(
                "update",
                "update one field, 8 clients",
                8,
                1,
                new Goal.Rate(0.4),
                rest(random -> HttpConnection.request("PUT", PATH + "/" + lead(random), token, city())),
                floor(random -> HttpConnection.request("PUT", "/update/" + lead(random), "", city())),
                direct(random -> records.write(
                        admin,
                        WriteRequest.of(
                                Leads.MODULE,
                                RecordChange.update(lead(random), Map.of("City", "City " + next.incrementAndGet()))))));
    }

    private Row count() {
        AggregateQuery byStatus = new AggregateQuery(
                Leads.MODULE,
                Optional.of("Lead_Status"),
                AggregateQuery.Measure.COUNT,
                Optional.empty(),
                Criteria.everything(),
                100);
        Side subject = new Side("service", new DirectWork(_ -> records.aggregate(admin, byStatus)));
        Side reference = new Side("JDBC", new DirectWork(_ -> floorSql.countByStatus()));
        return new Row(
                "count", "count by status, 1 client", 1, 1, new Goal.Time(1.3), subject, reference, Optional.empty());
    }

    private Row member() {
        new Sharing(product).close();
        String memberToken = product.memberToken();
        String path = PATH + "?fields=" + String.join(",", Leads.SHOWN) + "&per_page=" + PAGE;
        byte[] own = HttpConnection.request("GET", path, memberToken, "");
        byte[] everybodys = HttpConnection.request("GET", path, token, "");
        return new Row(
                "member",
                "list 50 of one lead in a hundred, 1 client",
                1,
                1,
                new Goal.Time(1.5),
                new Side("member", new HttpWork(product.port(), _ -> own)),
                new Side("administrator", new HttpWork(product.port(), _ -> everybodys)),
                Optional.empty());
    }

    private String body(int count) {
        return json.writeValueAsString(Map.of("data", Leads.many(next.getAndAdd(count), count)));
    }

    private String city() {
        return "{\"data\":[{\"City\":\"City " + next.incrementAndGet() + "\"}]}";
    }

    private RecordQuery page() {
        return RecordQuery.of(Leads.MODULE, Leads.SHOWN, PAGE);
    }

    private long lead(RandomGenerator random) {
        return lead(random.nextInt(options.rows()));
    }

    private static long lead(int number) {
        return Stock.id(number);
    }

    private byte[] get(String path) {
        return HttpConnection.request("GET", path, token, "");
    }

    private Side rest(HttpWork.Requests requests) {
        return new Side("REST", new HttpWork(product.port(), requests));
    }

    private Side floor(HttpWork.Requests requests) {
        return new Side("floor", new HttpWork(floor.port(), requests));
    }

    private static Optional<Side> direct(DirectWork.Step step) {
        Work work = new DirectWork(step);
        return Optional.of(new Side("in process", work));
    }

    private static <T> T any(List<T> list, RandomGenerator random) {
        return list.get(random.nextInt(list.size()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
