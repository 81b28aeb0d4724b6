package io.atelier.platform.access.internal;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import io.atelier.platform.audit.AuditRow;
import io.atelier.platform.common.FormulaSafe;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Writes rows of the audit log as CSV or as lines of JSON, in UTF-8. */
public final class AuditFiles {
    private static final JsonMapper JSON = new JsonMapper();

    private final Writer out;
    private final CsvWriter csv;
    private final boolean asCsv;
    private boolean begun;

    public AuditFiles(OutputStream out, boolean asCsv) {
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        this.csv = CsvWriter.builder().quoteStrategy(QuoteStrategies.ALWAYS).build(this.out);
        this.asCsv = asCsv;
    }

    public void write(AuditRow row) throws IOException {
        Map<String, Object> cells = cells(row);
        if (!asCsv) {
            out.write(JSON.writeValueAsString(cells));
            out.write('\n');
            return;
        }
        if (!begun) {
            begun = true;
            line(cells.keySet());
        }
        line(cells.values());
    }

    private static Map<String, Object> cells(AuditRow row) {
        Map<String, Object> cells = new LinkedHashMap<>();
        cells.put("seq", row.seq());
        cells.put("time", row.at().toString());
        cells.put("kind", row.kind().name());
        cells.put("action", row.action().name());
        cells.put("object", row.object().name());
        cells.put("object_id", row.objectId());
        cells.put("object_name", row.objectName());
        cells.put("modules", String.join(" ", row.modules()));
        cells.put("user_id", Long.toString(row.actor().value()));
        cells.put("user", row.actorName());
        cells.put("channel", row.channel().name());
        cells.put("via", row.via());
        cells.put("address", row.address());
        cells.put("details", row.details());
        cells.put("previous", row.previous());
        cells.put("hash", row.hash());
        return cells;
    }

    private void line(Collection<?> cells) {
        csv.writeRecord(
                cells.stream().map(cell -> FormulaSafe.mark(cell.toString())).toList());
    }

    public void flush() throws IOException {
        csv.flush();
        out.flush();
    }
}
