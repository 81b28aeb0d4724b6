package io.atelier.bench;

import io.atelier.bench.Result.Figures;
import io.atelier.bench.data.Leads;
import io.atelier.bench.floor.FloorSql;
import io.atelier.platform.identity.User;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.OperationQuery;
import io.atelier.platform.record.OperationService;
import io.atelier.platform.record.UndoResult;
import io.atelier.platform.record.UndoStatus;
import io.atelier.platform.transfer.FilePreview;
import io.atelier.platform.transfer.ImportPlan;
import io.atelier.platform.transfer.ImportService;
import io.atelier.platform.transfer.ImportStatus;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/**
 * Imports a file of new leads, owners by name, e-mail addresses looked up for duplicates: by the product's job, and by COPY
 * and INSERT .. SELECT with history.
 */
final class Import {
    private static final int MOST_ROWS = 100_000;
    private static final long POLL_MILLIS = 100;
    private static final double MOST_UNDO_MILLIS = 60_000;

    private final Product product;
    private final FloorSql floor;
    private final int rows;

    Import(Product product, FloorSql floor, int rows) {
        this.product = product;
        this.floor = floor;
        this.rows = Math.min(rows, MOST_ROWS);
    }

    Result measure() throws Exception {
        long stamp = System.currentTimeMillis() * 10;
        double floorSeconds = byCopy(csv(stamp + 1_000_000));
        double productSeconds = byProduct(csv(stamp + 2_000_000));
        return new Result(
                "import",
                "import of %,d rows".formatted(rows),
                new Goal.Rate(0.5),
                "product",
                new Figures(rows / productSeconds, productSeconds * 1e3, productSeconds * 1e3),
                "COPY and INSERT..SELECT",
                Optional.of(new Figures(rows / floorSeconds, floorSeconds * 1e3, floorSeconds * 1e3)),
                Optional.empty());
    }

    /** Takes an import back: its records go to the recycle bin, with a line of history each. */
    Result undo() throws Exception {
        byProduct(csv(System.currentTimeMillis() * 10 + 3_000_000));
        Actor actor = product.administrator();
        OperationService operations = product.bean(OperationService.class);
        long operation = operations
                .list(actor, OperationQuery.newest(1))
                .operations()
                .getFirst()
                .id();
        long start = System.nanoTime();
        if (!(operations.undo(actor, operation) instanceof UndoResult.Started(UndoStatus status))) {
            throw new IllegalStateException("an undo of so few rows does not run as a job: give more");
        }
        UndoStatus now = status;
        while (now.state() == UndoStatus.State.RUNNING) {
            Thread.sleep(POLL_MILLIS);
            now = operations.undoStatus(actor, status.operationId());
        }
        double millis = (System.nanoTime() - start) / 1e6;
        if (now.undone() != rows) {
            throw new IllegalStateException("the undo ended with " + now);
        }
        return new Result(
                "undo",
                "undo of an import of %,d rows".formatted(rows),
                new Goal.Millis(MOST_UNDO_MILLIS),
                "service",
                new Figures(rows * 1e3 / millis, millis, millis),
                "",
                Optional.empty(),
                Optional.empty());
    }

    private byte[] csv(long from) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<User> people = product.people();
        try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            out.print(String.join(",", Leads.values(0).keySet()) + ",Owner\n");
            for (int i = 0; i < rows; i++) {
                SequencedMap<String, Object> lead = Leads.values(from + i);
                String cells = lead.values().stream().map(Object::toString).collect(Collectors.joining(","));
                String owner = people.get(Leads.owner(from + i, people.size())).name();
                out.print(cells + "," + owner + "\n");
            }
        }
        return bytes.toByteArray();
    }

    private double byProduct(byte[] csv) throws Exception {
        ImportService imports = product.bean(ImportService.class);
        Actor actor = product.administrator();
        long start = System.nanoTime();
        long file = imports.upload(actor, "leads.csv", new ByteArrayInputStream(csv))
                .id();
        FilePreview preview = imports.inspect(actor, file);
        long id = imports.start(
                actor,
                new ImportPlan(
                        Leads.MODULE,
                        file,
                        imports.proposeMapping(actor, Leads.MODULE, preview),
                        new ImportPlan.Duplicates(ImportPlan.Mode.SKIP, "Email")));
        ImportStatus status = imports.status(actor, id);
        while (!status.state().isOver()) {
            Thread.sleep(POLL_MILLIS);
            status = imports.status(actor, id);
        }
        if (status.created() != rows) {
            throw new IllegalStateException("the import ended with " + status);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private double byCopy(byte[] csv) throws Exception {
        String table = product.table(Leads.MODULE);
        String schema = product.organization().id().schema();
        Map<String, Object> sample = Leads.values(0);
        String staged = sample.entrySet().stream()
                .map(field -> "\"" + field.getKey() + "\" "
                        + switch (field.getValue()) {
                            case Integer _ -> "integer";
                            case java.math.BigDecimal _ -> "numeric";
                            case Boolean _ -> "boolean";
                            default -> "text";
                        })
                .collect(Collectors.joining(", "));
        String columns =
                sample.keySet().stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
        long start = System.nanoTime();
        try (Connection connection = floor.connection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(
                    "create temp table staging (number bigserial, " + staged + ", \"Owner\" text) on commit drop");
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "copy staging (" + columns + ", \"Owner\") from stdin (format csv, header)",
                            new ByteArrayInputStream(csv));
            statement.execute("analyze staging");
            statement.execute("insert into " + table + " (\"id\", \"sys_version\", \"Full_Name\", \"Converted__s\", "
                    + "\"Created_By\", \"Created_Time\", \"Modified_By\", \"Modified_Time\", \"Owner\", " + columns
                    + ") select "
                    + (System.currentTimeMillis() - 1_704_067_200_000L << 22)
                    + " + number, 1, \"First_Name\" || ' ' || "
                    + "\"Last_Name\", false, u.id, now(), u.id, now(), u.id, " + columns + " from staging s join "
                    + schema
                    + ".sys_user u on u.name = s.\"Owner\" where not exists (select from " + table
                    + " l where lower(l.\"Email\") = lower(s.\"Email\") and l.sys_deleted_time is null)");
            statement.execute(
                    "insert into " + schema + ".floor_history (id, record_id, at, actor, detail) select \"id\", "
                            + "\"id\", now(), 1, to_jsonb(l) from " + table + " l where \"Created_Time\" = now()");
            connection.commit();
            connection.setAutoCommit(true);
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
