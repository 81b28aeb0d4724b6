package io.atelier.templates.solution;

/** Says what is wrong in a solution's file, where, and what to write instead. */
public final class SolutionFormatException extends RuntimeException {

    private final String file;
    private final String path;
    private final String remedy;

    SolutionFormatException(String file, String path, String problem, String remedy) {
        super("%s, at %s: %s. %s".formatted(file, path.isEmpty() ? "the top" : path, problem, remedy));
        this.file = file;
        this.path = path;
        this.remedy = remedy;
    }

    /** Returns the file below the solution's folder. */
    public String file() {
        return file;
    }

    /** Returns the place in the file, such as {@code fields[3].label.ru}; empty for the file itself. */
    public String path() {
        return path;
    }

    /** Returns what to do about it. */
    public String remedy() {
        return remedy;
    }
}
