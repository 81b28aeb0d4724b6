package io.atelier.platform.transfer;

/** The published limits of a file that is imported; whoever is over one is refused before anything is written. */
public final class ImportLimits {
    public static final long MAX_BYTES = 100L * 1024 * 1024;
    public static final int MAX_ROWS = 1_000_000;
    public static final int MAX_COLUMNS = 512;
    public static final int MAX_CELL_CHARACTERS = 32_767;

    private ImportLimits() {}
}
