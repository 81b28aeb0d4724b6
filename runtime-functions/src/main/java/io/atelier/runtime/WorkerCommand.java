package io.atelier.runtime;

import io.atelier.runtime.worker.WorkerMain;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Builds the command line of a worker. A start-up cache fits only the very flags it was made with. */
final class WorkerCommand {
    private WorkerCommand() {}

    static List<String> run(WorkerPoolOptions options, List<String> cacheFlags) {
        List<String> command = new ArrayList<>(options.commandPrefix());
        command.addAll(java(options, cacheFlags));
        return command;
    }

    static List<String> train(WorkerPoolOptions options, Path cacheFile) {
        List<String> command = java(options, List.of("-XX:AOTCacheOutput=" + cacheFile));
        command.add(WorkerMain.TRAIN);
        return command;
    }

    private static List<String> java(WorkerPoolOptions options, List<String> cacheFlags) {
        List<String> command = new ArrayList<>();
        command.add(options.javaExecutable().toString());
        command.addAll(flags(options));
        command.addAll(cacheFlags);
        command.add("-cp");
        command.add(options.classPath().stream()
                .map(path -> path.toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator)));
        command.add(WorkerMain.class.getName());
        return command;
    }

    static List<String> flags(WorkerPoolOptions options) {
        return List.of(
                "-Xmx" + options.heapMegabytes() + "m",
                "-Xss4m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:MaxDirectMemorySize=16m",
                "-XX:MaxMetaspaceSize=128m",
                "-XX:ReservedCodeCacheSize=64m",
                "-XX:-UsePerfData",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:+SuppressFatalErrorMessage",
                "-XX:+DisableAttachMechanism",
                // The JVM's own warnings would go to standard output, which is the channel.
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-Dpolyglot.engine.WarnInterpreterOnly=false",
                "-Dfile.encoding=UTF-8",
                "-Duser.language=en",
                "-Duser.country=US",
                "-Duser.timezone=UTC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow");
    }
}
