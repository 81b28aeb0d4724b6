package io.atelier.runtime.worker;

import io.atelier.runtime.ScriptError;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.SourceSection;
import org.jspecify.annotations.Nullable;

/** Reads positions out of stack texts and engine exceptions. Stack texts may be forged by the script. */
final class StackText {
    private static final Pattern FRAME = Pattern.compile(
            "\\s+at (?:async )?(?:(?<function>[^()]*) \\()?(?<file>[^():]+):(?<line>\\d{1,7}):(?<column>\\d{1,7})\\)?");
    private static final Pattern NAMED =
            Pattern.compile("(?<name>[A-Za-z_$][\\w$]{0,80}): (?<message>.*)", Pattern.DOTALL);
    private static final int MAX_FRAMES = 20;
    private static final int MAX_LINE = 400;
    private static final int MAX_MESSAGE = 8_000;

    private StackText() {}

    static List<ScriptError.Frame> parse(String text) {
        List<ScriptError.Frame> frames = new ArrayList<>();
        for (String line : text.lines().limit(100).toList()) {
            if (line.length() > MAX_LINE || frames.size() == MAX_FRAMES) {
                continue;
            }
            Matcher matcher = FRAME.matcher(line);
            if (matcher.matches()) {
                frames.add(new ScriptError.Frame(
                        functionName(matcher.group("function")),
                        matcher.group("file"),
                        Integer.parseInt(matcher.group("line")),
                        Integer.parseInt(matcher.group("column"))));
            }
        }
        return frames;
    }

    static ScriptError error(String fileName, String name, String message, List<ScriptError.Frame> stack) {
        for (ScriptError.Frame frame : stack) {
            if (frame.file().equals(fileName)) {
                return new ScriptError(name, message, frame.line(), frame.column(), stack);
            }
        }
        return new ScriptError(name, message, 0, 0, stack);
    }

    /** Describes what the engine threw: a syntax error, or an error while the module was evaluated. */
    static ScriptError error(String fileName, PolyglotException thrown) {
        List<ScriptError.Frame> stack = new ArrayList<>();
        SourceSection section = thrown.getSourceLocation();
        if (thrown.isSyntaxError() && section != null && section.isAvailable()) {
            stack.add(frame("", section));
        }
        for (PolyglotException.StackFrame frame : thrown.getPolyglotStackTrace()) {
            SourceSection at = frame.isGuestFrame() ? frame.getSourceLocation() : null;
            if (at != null && at.isAvailable() && !at.getSource().isInternal() && stack.size() < MAX_FRAMES) {
                stack.add(frame(functionName(frame.getRootName()), at));
            }
        }
        String text = thrown.getMessage();
        Matcher named = NAMED.matcher(text == null ? "" : text);
        String name = named.matches() ? named.group("name") : "Error";
        String message = named.matches() ? named.group("message") : String.valueOf(text);
        if (thrown.isSyntaxError()) {
            name = "SyntaxError";
            message = message.lines().findFirst().orElse("").replaceFirst("^[^\\s:]{1,250}:\\d+:\\d+:? ", "");
        }
        String shortened = message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) : message;
        return error(fileName, name, shortened, stack);
    }

    private static ScriptError.Frame frame(String function, SourceSection section) {
        String path = section.getSource().getPath();
        String file = path == null ? section.getSource().getName() : path;
        return new ScriptError.Frame(function, file, section.getStartLine(), section.getStartColumn());
    }

    private static String functionName(@Nullable String name) {
        return name == null || name.startsWith(":") ? "" : name;
    }
}
