package io.atelier.platform.transfer.internal;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.atelier.platform.common.FormulaSafe;
import io.atelier.platform.file.FileService;
import io.atelier.platform.file.StoredFile;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.transfer.ExportStyle;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.stereotype.Component;

/** Writes {@code modules/<API name>.csv}, {@code users.csv} and {@code files/<id>/<name>} into a ZIP archive. */
@Component
public class ExportArchive {
    private final ExportPages pages;
    private final UserService users;
    private final FileService files;

    ExportArchive(ExportPages pages, UserService users, FileService files) {
        this.pages = pages;
        this.users = users;
        this.files = files;
    }

    @SuppressWarnings("resource") // closing the archive would close what the caller still needs
    public void write(Actor actor, List<ModuleDef> modules, ExportStyle style, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        SortedSet<Long> held = new TreeSet<>();
        for (ModuleDef module : modules) {
            zip.putNextEntry(new ZipEntry("modules/" + module.apiName() + ".csv"));
            RecordQuery all = RecordQuery.of(module.apiName(), List.of(), RecordQuery.MAX_LIMIT);
            pages.write(actor, all, module.allFields(), style, zip, held::addAll);
            zip.closeEntry();
        }
        zip.putNextEntry(new ZipEntry("users.csv"));
        writeUsers(actor.org(), zip);
        zip.closeEntry();
        for (long id : held) {
            writeFile(actor.org(), id, zip);
        }
        zip.finish();
    }

    private void writeUsers(OrgId org, OutputStream out) throws IOException {
        CsvWriter csv = CsvWriter.builder().build(out, StandardCharsets.UTF_8);
        csv.writeRecord("id", "name", "email", "active");
        for (User user : users.all(org)) {
            csv.writeRecord(
                    Long.toString(user.id().value()),
                    FormulaSafe.mark(user.name()),
                    FormulaSafe.mark(user.email()),
                    Boolean.toString(user.active()));
        }
        csv.flush();
    }

    private void writeFile(OrgId org, long id, ZipOutputStream zip) throws IOException {
        Optional<StoredFile> file = files.find(org, id);
        if (file.isPresent()) {
            zip.putNextEntry(
                    new ZipEntry("files/" + id + "/" + harmless(file.get().name())));
            try (InputStream content = files.open(org, id)) {
                content.transferTo(zip);
            }
            zip.closeEntry();
        }
    }

    /** A name that stays below its folder on every system that unpacks it. */
    static String harmless(String name) {
        String safe = name.replaceAll("[\\p{Cntrl}/\\\\:*?\"<>|]", "_").strip();
        return safe.isEmpty() || safe.chars().allMatch(letter -> letter == '.') ? "file" : safe;
    }
}
