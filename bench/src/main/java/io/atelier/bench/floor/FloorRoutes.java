package io.atelier.bench.floor;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** What the floor answers to which path; the server in front of it only carries bytes. */
final class FloorRoutes {
    private final FloorSql sql;

    FloorRoutes(FloorSql sql) {
        this.sql = sql;
    }

    /** @param target path and query, as in the first line of a request */
    byte[] answer(String method, String target, byte[] body) throws SQLException {
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        Map<String, String> query = question < 0 ? Map.of() : query(target.substring(question + 1));
        String last = path.substring(path.lastIndexOf('/') + 1);
        return switch (path.substring(1).split("/")[0]) {
            case "read" -> sql.read(Long.parseLong(last));
            case "list" -> sql.list(get(query, "status"), get(query, "city"));
            case "page" -> sql.page(Instant.parse(get(query, "time")), Long.parseLong(get(query, "id")));
            case "search" -> sql.search(get(query, "condition"), get(query, "pattern"));
            case "create" -> sql.create(body);
            case "update" -> sql.update(Long.parseLong(last), body);
            default -> throw new IllegalArgumentException(method + " " + target);
        };
    }

    private static String get(Map<String, String> query, String name) {
        String value = query.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new HashMap<>();
        for (String part : text.split("&")) {
            int equals = part.indexOf('=');
            query.put(part.substring(0, equals), URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return query;
    }
}
