package io.atelier.platform.transfer.internal;

import io.atelier.platform.metadata.ValueKind;
import io.atelier.platform.transfer.ValueFormat;
import java.util.List;
import java.util.Optional;

/** How programs write cells: as ISO has it, or as they say. */
public final class ProgramFormats {
    private static final List<String> DATES = List.of("uuuu-M-d");
    private static final List<String> TIMES = List.of("uuuu-M-d H:mm:ss", "uuuu-M-d H:mm");

    private ProgramFormats() {}

    /** @param said the program's own pattern of a date or time */
    public static ValueFormat of(ValueKind kind, Optional<String> said) {
        return switch (kind) {
            case DATE ->
                ValueFormat.date(said.map(ProgramFormats::pattern).map(List::of).orElse(DATES));
            case DATETIME ->
                ValueFormat.dateTime(
                        said.map(ProgramFormats::pattern).map(List::of).orElse(TIMES));
            case NUMBER -> ValueFormat.NUMBER_POINT;
            case BOOLEAN -> ValueFormat.BOOLEAN;
            case TEXT, CHOICES, RECORD, ANY_RECORD, USER, USERS, FILES, ADDRESS, LINKS, ROWS -> ValueFormat.TEXT;
        };
    }

    /** Years are written with y by most, which strict reading wants an era for; times with an offset are read anyway. */
    private static String pattern(String said) {
        return said.replace("yyyy", "uuuu").replace("'T'", " ").replaceFirst("\\s*[XxZz]+$", "");
    }
}
