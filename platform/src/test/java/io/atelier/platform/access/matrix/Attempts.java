package io.atelier.platform.access.matrix;

import java.util.List;

/** Ways to write of one kind. A new way is one line in one of these. */
interface Attempts {
    List<WriteAttempt> in(World world);

    /** Makes what is needed before anything is tried. */
    default void prepare(World world) {}

    /** Says whether they take part in the transaction of who tries, which can take them back. */
    boolean areLocal();
}
