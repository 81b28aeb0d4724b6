package io.atelier.runtime.worker;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessMode;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.graalvm.polyglot.io.FileSystem;

/** Shows the libraries of one call and nothing else: in memory, read-only, under virtual paths, without URLs. */
final class LibraryFileSystem implements FileSystem {
    private static final Path ROOT = Path.of("/");

    private final Map<String, String> files = new HashMap<>();

    LibraryFileSystem(Map<String, String> libraries) {
        libraries.forEach((path, text) -> files.put("/" + path, text));
    }

    @Override
    public Path parsePath(URI uri) {
        throw new UnsupportedOperationException("Only the function's libraries can be imported");
    }

    @Override
    public Path parsePath(String path) {
        return Path.of(path);
    }

    @Override
    public void checkAccess(Path path, Set<? extends AccessMode> modes, LinkOption... options) throws IOException {
        text(path);
        if (modes.contains(AccessMode.WRITE) || modes.contains(AccessMode.EXECUTE)) {
            throw refused();
        }
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        for (OpenOption option : options) {
            if (option != StandardOpenOption.READ) {
                throw refused();
            }
        }
        return new TextChannel(text(path).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        long size = text(path).length();
        return Map.of("isRegularFile", true, "isDirectory", false, "isSymbolicLink", false, "size", size);
    }

    @Override
    public Path toAbsolutePath(Path path) {
        return ROOT.resolve(path).normalize();
    }

    @Override
    public Path toRealPath(Path path, LinkOption... options) throws IOException {
        text(path);
        return toAbsolutePath(path);
    }

    @Override
    public void createDirectory(Path directory, FileAttribute<?>... attributes) {
        throw refused();
    }

    @Override
    public void delete(Path path) {
        throw refused();
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path directory, DirectoryStream.Filter<? super Path> filter) {
        throw refused();
    }

    private String text(Path path) throws NoSuchFileException {
        String virtual = toAbsolutePath(path).toString();
        String text = files.get(virtual);
        if (text == null) {
            throw new NoSuchFileException(virtual);
        }
        return text;
    }

    private static SecurityException refused() {
        return new SecurityException("Libraries are read-only");
    }

    private static final class TextChannel implements SeekableByteChannel {
        private final ByteBuffer content;
        private boolean open = true;

        private TextChannel(byte[] content) {
            this.content = ByteBuffer.wrap(content);
        }

        @Override
        public int read(ByteBuffer target) {
            if (!content.hasRemaining()) {
                return -1;
            }
            int count = Math.min(content.remaining(), target.remaining());
            target.put(content.slice(content.position(), count));
            content.position(content.position() + count);
            return count;
        }

        @Override
        public int write(ByteBuffer source) {
            throw new NonWritableChannelException();
        }

        @Override
        public long position() {
            return content.position();
        }

        @Override
        public SeekableByteChannel position(long position) {
            content.position((int) Math.min(position, content.limit()));
            return this;
        }

        @Override
        public long size() {
            return content.limit();
        }

        @Override
        public SeekableByteChannel truncate(long size) {
            throw new NonWritableChannelException();
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            open = false;
        }
    }
}
