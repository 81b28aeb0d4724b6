package io.atelier.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.runtime.Limit;
import io.atelier.runtime.Limits;
import io.atelier.runtime.LogLine;
import io.atelier.runtime.ScriptError;
import io.atelier.runtime.SyntaxReport;
import io.atelier.runtime.Usage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChannelTest {
    private static final Usage USAGE = new Usage(Duration.ofMillis(5), Duration.ofNanos(3), 2);

    @Test
    void carriesEveryMessage() throws IOException {
        List<Message> messages = List.of(
                new Message.Run("a.mjs", "source ä€😀", Map.of("b.mjs", "text"), "{}", Limits.batch()),
                new Message.Check("a.mjs", ""),
                new Message.Answer("[1]"),
                new Message.Refusal("CODE", "text"),
                new Message.Ready(),
                new Message.HostCall("records.get", "[]"),
                new Message.Log(new LogLine(LogLine.Level.WARN, "line", 3)),
                new Message.Completed("null", USAGE),
                new Message.Failed(
                        new ScriptError("E", "m", 1, 2, List.of(new ScriptError.Frame("f", "a.mjs", 1, 2))),
                        USAGE,
                        true),
                new Message.Stopped(Limit.HOST_CALLS, USAGE),
                new Message.Checked(new SyntaxReport(false, "no", 1, 2)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Channel writer = new Channel(InputStream.nullInputStream(), bytes);
        for (Message message : messages) {
            writer.write(message);
        }

        Channel reader = new Channel(new ByteArrayInputStream(bytes.toByteArray()), OutputStream.nullOutputStream());

        for (Message message : messages) {
            assertThat(reader.read(10_000)).isEqualTo(message);
        }
    }

    @Test
    void refusesFramesAboveTheBound() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new Channel(InputStream.nullInputStream(), bytes).write(new Message.Answer("x".repeat(200)));

        assertThatThrownBy(() -> read(bytes.toByteArray(), 100)).isInstanceOf(IOException.class);
    }

    @Test
    void answersGarbageWithAnIoException() {
        Random random = new Random(42);
        byte[] kinds = "RCAEUHLDFXS?".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        for (int i = 0; i < 5_000; i++) {
            byte[] frame = new byte[4 + 60];
            random.nextBytes(frame);
            frame[0] = frame[1] = frame[2] = 0;
            frame[3] = 60;
            frame[4] = kinds[i % kinds.length];
            if (i % 2 == 0) {
                frame[5] = frame[6] = frame[7] = 0;
            }
            try {
                assertThat(read(frame, 100)).isNotNull();
            } catch (IOException e) {
                assertThat(e).isNotNull();
            }
        }
    }

    private static Message read(byte[] bytes, int maxBytes) throws IOException {
        return new Channel(new ByteArrayInputStream(bytes), OutputStream.nullOutputStream()).read(maxBytes);
    }
}
