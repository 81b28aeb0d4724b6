package io.atelier.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds the layouts in which the platform may run. */
class WorkerClassPathTest {
    private static final List<String> NEEDED = List.of(
            "atelier-runtime-functions-0.1.0-SNAPSHOT.jar", "js-language-25.4.4.1.1.jar", "truffle-api-25.4.4.1.1.jar");
    private static final List<String> FOREIGN =
            List.of("spring-core-7.0.0.jar", "postgresql-42.7.jar", "commons-collections4-4.5.jar", "wordnet.jar");

    @TempDir
    private Path directory;

    @Test
    void picksJarsAndPacksClassDirectories() throws IOException {
        Path classes = directory.resolve("classes");
        Path worker = classes.resolve("io/atelier/runtime/worker/WorkerMain.class");
        Files.createDirectories(worker.getParent());
        Files.writeString(worker, "class");
        Path other = Files.createDirectories(directory.resolve("other-classes"));
        List<String> entries = new ArrayList<>(List.of(classes.toString(), other.toString()));
        for (String name : FOREIGN) {
            entries.add(jar(name).toString());
        }
        entries.add(jar(NEEDED.get(1)).toString());
        entries.add(jar(NEEDED.get(2)).toString());

        List<Path> first = WorkerClassPath.resolve(String.join(File.pathSeparator, entries), cache());
        List<Path> again = WorkerClassPath.resolve(String.join(File.pathSeparator, entries), cache());

        assertThat(again).isEqualTo(first);
        assertThat(first).hasSize(3).allMatch(Files::isRegularFile);
        assertThat(names(first).getFirst()).endsWith("-atelier-runtime-functions-classes.jar");
        assertThat(names(first).subList(1, 3)).isEqualTo(NEEDED.subList(1, 3));
    }

    @Test
    void extractsNestedJarsOnce() throws IOException {
        Path archive = directory.resolve("app.jar");
        try (OutputStream out = Files.newOutputStream(archive);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : NEEDED) {
                stored(zip, "BOOT-INF/lib/" + name, name.getBytes(StandardCharsets.UTF_8));
            }
            for (String name : FOREIGN) {
                stored(zip, "BOOT-INF/lib/" + name, new byte[] {1});
            }
        }

        List<Path> first = WorkerClassPath.resolve(archive.toString(), cache());
        Files.setLastModifiedTime(first.getFirst(), java.nio.file.attribute.FileTime.fromMillis(1_000));
        List<Path> again = WorkerClassPath.resolve(archive.toString(), cache());

        assertThat(again).isEqualTo(first).hasSize(3);
        assertThat(Files.getLastModifiedTime(first.getFirst()).toMillis()).isEqualTo(1_000);
        for (int i = 0; i < NEEDED.size(); i++) {
            assertThat(first.get(i)).hasContent(NEEDED.get(i));
        }
    }

    @Test
    void followsTheManifestOfAnExtractedArchive() throws IOException {
        Path library = Files.createDirectories(directory.resolve("lib"));
        StringBuilder listed = new StringBuilder();
        for (List<String> group : List.of(NEEDED, FOREIGN)) {
            for (String name : group) {
                Files.write(library.resolve(name), emptyJar());
                listed.append("lib/").append(name).append(' ');
            }
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, listed.toString());
        Path app = directory.resolve("app.jar");
        try (OutputStream out = Files.newOutputStream(app);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.finish();
        }

        List<Path> resolved = WorkerClassPath.resolve(app.toString(), cache());

        assertThat(names(resolved)).isEqualTo(NEEDED);
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(
                        () -> WorkerClassPath.resolve(jar("js-language-1.jar").toString(), cache()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("atelier-runtime-functions")
                .hasMessageContaining("truffle-api");
    }

    private Path cache() {
        return directory.resolve("cache");
    }

    private Path jar(String name) throws IOException {
        return Files.write(directory.resolve(name), emptyJar());
    }

    private static byte[] emptyJar() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            stored(zip, "x", new byte[] {1});
        }
        return bytes.toByteArray();
    }

    private static void stored(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static List<String> names(List<Path> paths) {
        return paths.stream().map(path -> path.getFileName().toString()).toList();
    }
}
