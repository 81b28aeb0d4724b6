package io.atelier.platform.access.matrix;

import io.atelier.platform.access.matrix.ReadChannel.Shows;
import java.util.Collection;
import java.util.List;

/** Ways to read of one kind. A new way is one line in one of these. */
interface Channels {
    /** Makes what is needed before anything is asked. */
    default void prepare(World world) {}

    /** Says whether what is prepared would keep others from being asked: such ones come last. */
    default boolean disturbs() {
        return false;
    }

    List<ReadChannel> in(World world);

    static ReadChannel name(String way, String question, ReadChannel.Reading reading) {
        return new ReadChannel(way, question, Shows.NAME, reading);
    }

    static ReadChannel row(String way, ReadChannel.Reading reading) {
        return new ReadChannel(way, "", Shows.ROW, reading);
    }

    static ReadChannel secret(String way, String question, ReadChannel.Reading reading) {
        return new ReadChannel(way, question, Shows.SECRET, reading);
    }

    static ReadChannel both(String way, String question, ReadChannel.Reading reading) {
        return new ReadChannel(way, question, Shows.BOTH, reading);
    }

    static ReadChannel field(String way, String question, ReadChannel.Reading reading) {
        return new ReadChannel(way, question, Shows.FIELD, reading);
    }

    static ReadChannel atMost(String way, String question, ReadChannel.Reading reading) {
        return new ReadChannel(way, question, Shows.AT_MOST_BOTH, reading);
    }

    static ReadChannel nothing(String way, String question, ReadChannel.Reading reading) {
        return new ReadChannel(way, question, Shows.NOTHING, reading);
    }

    /** To be found by what one does not see tells it. */
    static String echo(Place place, Collection<?> found) {
        return echo(place, !found.isEmpty());
    }

    static String echo(Place place, boolean found) {
        return found ? place.secretCanary() : "";
    }
}
