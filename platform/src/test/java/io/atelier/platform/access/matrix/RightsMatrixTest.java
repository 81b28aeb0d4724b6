package io.atelier.platform.access.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.common.PlatformException;
import io.atelier.platform.testing.PlatformTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Holds every way to read a record against a model of rights that is written down a second time in {@link Person}: profiles
 * by roles by modules by channels. Records and fields that somebody must not see hold canaries.
 */
@PlatformTest
class RightsMatrixTest {
    private static final int FEWEST_CHECKS = 20_000;

    @Autowired
    private WorldMaker worlds;

    @Autowired
    private List<Channels> channels;

    @Test
    void everyChannelShowsWhatItMayAndNothingElse() throws Exception {
        World world = worlds.make();
        List<String> leaks = new ArrayList<>();
        Set<String> silent = new TreeSet<>();
        int checks = 0;
        for (Channels kind : channels) {
            kind.prepare(world);
            for (ReadChannel channel : kind.in(world)) {
                boolean spoke = channel.shows() == ReadChannel.Shows.NOTHING;
                for (Person person : world.people()) {
                    for (Place place : Place.ALL) {
                        String answer = answer(person, place, channel);
                        boolean name = answer.contains(place.nameCanary());
                        boolean secret = answer.contains(place.secretCanary());
                        spoke |= name || secret;
                        checks += 2;
                        if (!channel.shows().admits(person, place, name, secret)) {
                            leaks.add(channel + " for " + person + " in " + place.module() + ": " + answer);
                        }
                    }
                }
                if (!spoke) {
                    silent.add(channel.toString());
                }
            }
        }
        System.out.println("rights matrix: " + checks + " checks");
        assertThat(leaks).isEmpty();
        assertThat(silent)
                .as("channels that show nobody anything prove nothing")
                .isEmpty();
        assertThat(checks).isGreaterThan(FEWEST_CHECKS);
    }

    private static String answer(Person person, Place place, ReadChannel channel) throws Exception {
        try {
            return String.valueOf(channel.reading().read(person, place));
        } catch (PlatformException e) {
            return e.code() + " " + e.getMessage() + " " + e.details();
        }
    }
}
