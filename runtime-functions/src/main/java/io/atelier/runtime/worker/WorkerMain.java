package io.atelier.runtime.worker;

import io.atelier.runtime.Limits;
import io.atelier.runtime.LogLine;
import io.atelier.runtime.wire.Channel;
import io.atelier.runtime.wire.Message;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Is the program of a worker process: takes one call at a time from standard input and answers on standard output.
 *
 * <p>The main thread only reads, so that the end of the parent (end of input) ends the worker at once, whatever the
 * script does. Scripts run on one thread with a large stack: cancelling needs room above the deepest allowed call.
 */
public final class WorkerMain {
    /** Argument that makes the worker run its warm-up and end, for building a start-up cache. */
    public static final String TRAIN = "--train";

    private static final long STACK_BYTES = 8L * 1024 * 1024;
    private static final String WARM_UP = """
            import { twice } from './lib/warm.mjs';
            export default async (args, crm) => {
              console.log('warm', args);
              const rows = await crm.records.list('Leads', { fields: ['id'] });
              try { null.x; } catch (e) { console.warn(e); }
              return { n: twice(args.n), rows: rows.map(row => ({ ...row, at: new Date(0).toISOString() })) };
            };
            """;

    private final Channel channel;
    private final BlockingQueue<Message> inbox = new ArrayBlockingQueue<>(4);

    private WorkerMain(Channel channel) {
        this.channel = channel;
    }

    public static void main(String[] arguments) throws InterruptedException {
        Channel channel = new Channel(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
        System.setOut(System.err);
        System.setIn(InputStream.nullInputStream());
        if (arguments.length > 0 && arguments[0].equals(TRAIN)) {
            Thread training = new Thread(null, () -> warmUp(new ScriptRunner(), 50), "run", STACK_BYTES);
            training.setUncaughtExceptionHandler((_, e) -> {
                System.err.println(e);
                Runtime.getRuntime().halt(2);
            });
            training.start();
            training.join();
            return;
        }
        WorkerMain worker = new WorkerMain(channel);
        Thread run = new Thread(null, worker::work, "run", STACK_BYTES);
        run.setDaemon(true);
        run.start();
        worker.read();
    }

    private void read() throws InterruptedException {
        try {
            while (true) {
                inbox.put(channel.read(Channel.MAX_FRAME));
            }
        } catch (IOException e) {
            Runtime.getRuntime().halt(0);
        }
    }

    private void work() {
        try {
            ScriptRunner runner = new ScriptRunner();
            warmUp(runner, 3);
            channel.write(new Message.Ready());
            while (true) {
                Message request = inbox.take();
                switch (request) {
                    case Message.Run run -> channel.write(runner.run(run, new ParentLink()));
                    case Message.Check check -> channel.write(runner.check(check));
                    default -> throw new IOException("Unexpected frame");
                }
            }
        } catch (IOException | InterruptedException e) {
            Runtime.getRuntime().halt(1);
        } catch (Throwable e) {
            // The thread is the worker: whatever ends it must end the process, or the parent would wait.
            System.err.println(e);
            Runtime.getRuntime().halt(2);
        }
    }

    private static void warmUp(ScriptRunner runner, int times) {
        Message.Run request = new Message.Run(
                "warm-up.mjs",
                WARM_UP,
                Map.of("lib/warm.mjs", "export const twice = n => n * 2;"),
                "{\"n\":21}",
                Limits.workflow());
        for (int i = 0; i < times; i++) {
            Message done = runner.run(request, new WarmUpLink());
            if (!(done instanceof Message.Completed)) {
                throw new IllegalStateException("Warm-up failed: " + done);
            }
        }
        runner.check(new Message.Check("warm-up.mjs", "export default () => {\n  let x = ;\n}"));
    }

    private final class ParentLink implements HostLink {
        @Override
        public Message call(String operation, String argumentsJson) throws IOException {
            channel.write(new Message.HostCall(operation, argumentsJson));
            try {
                return inbox.take();
            } catch (InterruptedException e) {
                throw new IOException("Interrupted in a host call", e);
            }
        }

        @Override
        public void log(LogLine line) throws IOException {
            channel.write(new Message.Log(line));
        }
    }

    private static final class WarmUpLink implements HostLink {
        @Override
        public Message call(String operation, String argumentsJson) {
            return new Message.Answer("[{\"id\":1},{\"id\":2}]");
        }

        @Override
        public void log(LogLine line) {
            // Nobody reads the output of the warm-up.
        }
    }
}
