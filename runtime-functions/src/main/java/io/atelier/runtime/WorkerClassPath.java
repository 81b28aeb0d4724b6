package io.atelier.runtime;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Finds the jars of the worker, and only those, among the jars of the application.
 *
 * <p>Knows three layouts: a class path of jars and class directories; one jar whose manifest lists its class path, which
 * is also the layout of an extracted Spring Boot archive ({@code app.jar} and {@code lib/*.jar}); and a Spring Boot
 * archive with nested jars. Nested jars and class directories are copied into a cache directory as jars.
 */
public final class WorkerClassPath {
    private static final Pattern NEEDED = Pattern.compile(
            "(graal|js-language|truffle|regex|icu4j|polyglot|collections|nativeimage|word|jniutils|xz|atelier-runtime-functions)"
                    + "(-[A-Za-z0-9._-]+)?\\.jar");
    private static final String WORKER_CLASS = "io/atelier/runtime/worker/WorkerMain.class";
    private static final String NESTED = "BOOT-INF/lib/";

    private final Path cacheDirectory;
    private final Set<Path> found = new LinkedHashSet<>();
    private final Set<Path> seen = new LinkedHashSet<>();

    private WorkerClassPath(Path cacheDirectory) {
        this.cacheDirectory = cacheDirectory;
    }

    /** Resolves against the class path of this JVM. */
    public static List<Path> resolve(Path cacheDirectory) throws IOException {
        return resolve(System.getProperty("java.class.path", ""), cacheDirectory);
    }

    /**
     * Resolves against a class path as text.
     *
     * @throws IOException if a file cannot be read or copied, or if the worker or the engine is missing
     */
    public static List<Path> resolve(String classPath, Path cacheDirectory) throws IOException {
        WorkerClassPath search = new WorkerClassPath(Files.createDirectories(cacheDirectory));
        for (String entry : classPath.split(Pattern.quote(File.pathSeparator), -1)) {
            if (!entry.isEmpty()) {
                search.visit(Path.of(entry).toAbsolutePath().normalize());
            }
        }
        search.requireComplete();
        return List.copyOf(search.found);
    }

    private void visit(Path entry) throws IOException {
        if (!seen.add(entry)) {
            return;
        }
        if (Files.isDirectory(entry)) {
            if (Files.isRegularFile(entry.resolve(WORKER_CLASS))) {
                found.add(pack(entry));
            }
        } else if (Files.isRegularFile(entry)) {
            String name = String.valueOf(entry.getFileName());
            if (NEEDED.matcher(name).matches()) {
                found.add(entry);
            } else if (name.endsWith(".jar") || name.endsWith(".war")) {
                visitArchive(entry);
            }
        }
    }

    private void visitArchive(Path archive) throws IOException {
        List<String> listed;
        try (JarFile jar = new JarFile(archive.toFile())) {
            for (ZipEntry nested : jar.stream().map(ZipEntry.class::cast).toList()) {
                String name = nested.getName();
                if (name.startsWith(NESTED)
                        && NEEDED.matcher(name.substring(NESTED.length())).matches()) {
                    found.add(extract(jar, nested, name.substring(NESTED.length())));
                }
            }
            Manifest manifest = jar.getManifest();
            String value =
                    manifest == null ? null : manifest.getMainAttributes().getValue("Class-Path");
            listed = value == null ? List.of() : List.of(value.trim().split("\\s+"));
        }
        for (String reference : listed) {
            URI resolved = archive.toUri().resolve(reference);
            if (!reference.isEmpty() && "file".equals(resolved.getScheme())) {
                visit(Path.of(resolved).normalize());
            }
        }
    }

    /** Copies once; the name carries the checksum, so another version gets another file. */
    private Path extract(ZipFile archive, ZipEntry nested, String name) throws IOException {
        Path target = cacheDirectory.resolve(Long.toHexString(nested.getCrc()) + "-" + name);
        if (Files.isRegularFile(target) && Files.size(target) == nested.getSize()) {
            return target.toAbsolutePath();
        }
        Path part = Files.createTempFile(cacheDirectory, "extract-", ".part");
        try (InputStream in = archive.getInputStream(nested)) {
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
        }
        return publish(part, target);
    }

    /** Turns a class directory into a jar: start-up caches refuse directories, and the worker sees this module only. */
    private Path pack(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(directory)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        CRC32 checksum = new CRC32();
        Path part = Files.createTempFile(cacheDirectory, "pack-", ".part");
        try (OutputStream out = Files.newOutputStream(part);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Path file : files) {
                byte[] content = Files.readAllBytes(file);
                String name = directory.relativize(file).toString().replace(File.separatorChar, '/');
                ZipEntry entry = new ZipEntry(name);
                entry.setTime(0);
                zip.putNextEntry(entry);
                zip.write(content);
                zip.closeEntry();
                checksum.update(name.getBytes(StandardCharsets.UTF_8));
                checksum.update(content);
            }
        }
        Path target = cacheDirectory.resolve(
                Long.toHexString(checksum.getValue()) + "-atelier-runtime-functions-classes.jar");
        if (Files.isRegularFile(target)) {
            Files.delete(part);
            return target.toAbsolutePath();
        }
        return publish(part, target);
    }

    private static Path publish(Path part, Path target) throws IOException {
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        return target.toAbsolutePath();
    }

    private void requireComplete() throws IOException {
        List<String> missing = new ArrayList<>(List.of("atelier-runtime-functions", "js-language", "truffle-api"));
        missing.removeIf(part -> found.stream()
                .anyMatch(path -> String.valueOf(path.getFileName()).contains(part)));
        if (!missing.isEmpty()) {
            throw new IOException("The class path lacks what workers need: " + missing);
        }
    }
}
