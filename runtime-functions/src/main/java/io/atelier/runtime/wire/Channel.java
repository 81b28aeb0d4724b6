package io.atelier.runtime.wire;

import io.atelier.runtime.Limit;
import io.atelier.runtime.Limits;
import io.atelier.runtime.LogLine;
import io.atelier.runtime.ScriptError;
import io.atelier.runtime.SyntaxReport;
import io.atelier.runtime.Usage;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads and writes length-prefixed frames.
 *
 * <p>Either side treats the other as hostile: a frame above the stated size, an unknown kind or a length that does not
 * fit its frame is an {@link IOException}. One thread may read while another writes.
 */
public final class Channel {
    /** Largest frame that any side accepts. */
    public static final int MAX_FRAME = 64 * 1024 * 1024;

    private static final int MAX_STACK = 64;

    private final DataInputStream in;
    private final DataOutputStream out;

    public Channel(InputStream in, OutputStream out) {
        this.in = new DataInputStream(new BufferedInputStream(in, 32 * 1024));
        this.out = new DataOutputStream(new BufferedOutputStream(out, 32 * 1024));
    }

    /** Writes one frame and flushes it. */
    public void write(Message message) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        encode(message, new DataOutputStream(bytes));
        if (bytes.size() > MAX_FRAME) {
            throw new IOException("Frame too large: " + bytes.size());
        }
        out.writeInt(bytes.size());
        bytes.writeTo(out);
        out.flush();
    }

    /** Reads one frame of at most {@code maxBytes}; throws {@link EOFException} when the other side is gone. */
    public Message read(int maxBytes) throws IOException {
        int length = in.readInt();
        if (length < 1 || length > maxBytes) {
            throw new IOException("Frame of " + length + " bytes refused");
        }
        byte[] frame = in.readNBytes(length);
        if (frame.length != length) {
            throw new EOFException();
        }
        try {
            return decode(new DataInputStream(new ByteArrayInputStream(frame)));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IOException("Malformed frame", e);
        }
    }

    private static void encode(Message message, DataOutputStream data) throws IOException {
        switch (message) {
            case Message.Run run -> {
                data.writeByte('R');
                text(data, run.fileName());
                text(data, run.source());
                data.writeInt(run.libraries().size());
                for (Map.Entry<String, String> library : run.libraries().entrySet()) {
                    text(data, library.getKey());
                    text(data, library.getValue());
                }
                text(data, run.argsJson());
                limits(data, run.limits());
            }
            case Message.Check check -> {
                data.writeByte('C');
                text(data, check.fileName());
                text(data, check.source());
            }
            case Message.Answer answer -> {
                data.writeByte('A');
                text(data, answer.json());
            }
            case Message.Refusal refusal -> {
                data.writeByte('E');
                text(data, refusal.code());
                text(data, refusal.text());
            }
            case Message.Ready _ -> data.writeByte('U');
            case Message.HostCall call -> {
                data.writeByte('H');
                text(data, call.operation());
                text(data, call.argumentsJson());
            }
            case Message.Log log -> {
                data.writeByte('L');
                data.writeByte(log.line().level().ordinal());
                text(data, log.line().text());
                data.writeInt(log.line().line());
            }
            case Message.Completed completed -> {
                data.writeByte('D');
                text(data, completed.resultJson());
                usage(data, completed.usage());
            }
            case Message.Failed failed -> {
                data.writeByte('F');
                error(data, failed.error());
                usage(data, failed.usage());
                data.writeBoolean(failed.spoiled());
            }
            case Message.Stopped stopped -> {
                data.writeByte('X');
                data.writeByte(stopped.limit().ordinal());
                usage(data, stopped.usage());
            }
            case Message.Checked checked -> {
                data.writeByte('S');
                data.writeBoolean(checked.report().ok());
                text(data, checked.report().message());
                data.writeInt(checked.report().line());
                data.writeInt(checked.report().column());
            }
        }
    }

    private static Message decode(DataInputStream data) throws IOException {
        int kind = data.readUnsignedByte();
        return switch (kind) {
            case 'R' -> new Message.Run(text(data), text(data), libraries(data), text(data), limits(data));
            case 'C' -> new Message.Check(text(data), text(data));
            case 'A' -> new Message.Answer(text(data));
            case 'E' -> new Message.Refusal(text(data), text(data));
            case 'U' -> new Message.Ready();
            case 'H' -> new Message.HostCall(text(data), text(data));
            case 'L' ->
                new Message.Log(new LogLine(constant(LogLine.Level.values(), data), text(data), data.readInt()));
            case 'D' -> new Message.Completed(text(data), usage(data));
            case 'F' -> new Message.Failed(error(data), usage(data), data.readBoolean());
            case 'X' -> new Message.Stopped(constant(Limit.values(), data), usage(data));
            case 'S' ->
                new Message.Checked(new SyntaxReport(data.readBoolean(), text(data), data.readInt(), data.readInt()));
            default -> throw new IOException("Unknown frame kind " + kind);
        };
    }

    private static void text(DataOutputStream data, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        data.writeInt(bytes.length);
        data.write(bytes);
    }

    private static String text(DataInputStream data) throws IOException {
        int length = data.readInt();
        if (length < 0 || length > data.available()) {
            throw new IOException("Text of " + length + " bytes refused");
        }
        return new String(data.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static <E extends Enum<E>> E constant(E[] values, DataInputStream data) throws IOException {
        int ordinal = data.readUnsignedByte();
        if (ordinal >= values.length) {
            throw new IOException("Unknown constant " + ordinal);
        }
        return values[ordinal];
    }

    private static Map<String, String> libraries(DataInputStream data) throws IOException {
        int count = data.readInt();
        Map<String, String> libraries = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            libraries.put(text(data), text(data));
        }
        return libraries;
    }

    private static void limits(DataOutputStream data, Limits limits) throws IOException {
        data.writeLong(limits.wall().toNanos());
        data.writeLong(limits.cpu().toNanos());
        data.writeLong(limits.allocatedBytes());
        data.writeInt(limits.stackFrames());
        data.writeInt(limits.outputBytes());
        data.writeInt(limits.resultChars());
        data.writeInt(limits.argumentChars());
        data.writeInt(limits.hostCalls());
    }

    private static Limits limits(DataInputStream data) throws IOException {
        return new Limits(
                Duration.ofNanos(data.readLong()),
                Duration.ofNanos(data.readLong()),
                data.readLong(),
                data.readInt(),
                data.readInt(),
                data.readInt(),
                data.readInt(),
                data.readInt());
    }

    private static void usage(DataOutputStream data, Usage usage) throws IOException {
        data.writeLong(usage.wall().toNanos());
        data.writeLong(usage.cpu().toNanos());
        data.writeInt(usage.hostCalls());
    }

    private static Usage usage(DataInputStream data) throws IOException {
        return new Usage(Duration.ofNanos(data.readLong()), Duration.ofNanos(data.readLong()), data.readInt());
    }

    private static void error(DataOutputStream data, ScriptError error) throws IOException {
        text(data, error.name());
        text(data, error.message());
        data.writeInt(error.line());
        data.writeInt(error.column());
        data.writeInt(error.stack().size());
        for (ScriptError.Frame frame : error.stack()) {
            text(data, frame.function());
            text(data, frame.file());
            data.writeInt(frame.line());
            data.writeInt(frame.column());
        }
    }

    private static ScriptError error(DataInputStream data) throws IOException {
        String name = text(data);
        String message = text(data);
        int line = data.readInt();
        int column = data.readInt();
        int frames = data.readInt();
        if (frames > MAX_STACK) {
            throw new IOException("Stack of " + frames + " frames refused");
        }
        List<ScriptError.Frame> stack = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            stack.add(new ScriptError.Frame(text(data), text(data), data.readInt(), data.readInt()));
        }
        return new ScriptError(name, message, line, column, stack);
    }
}
