package io.atelier.platform.access.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.common.PlatformException;
import io.atelier.platform.testing.PlatformTest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Holds every way to read a record against a model of rights that is written down a second time in {@link Person}: profiles
 * by roles by modules by channels. Records and fields that somebody must not see hold canaries.
 *
 * <p>The 27 places where CRMs have leaked, and what watches each:
 *
 * <table>
 * <tr><td>get, list, count, filter, sort, search, group</td><td>{@link RecordChannels}, {@link RestChannels}, {@link
 *     FunctionChannels}, {@link WidgetChannels}; ProbingTest asks 2,000 times</td></tr>
 * <tr><td>global search</td><td>does not exist yet; search of a module: {@link RecordChannels}</td></tr>
 * <tr><td>sum, least, greatest; distinct</td><td>{@link RecordChannels} count and group; AggregatePathsTest</td></tr>
 * <tr><td>histogram</td><td>{@link FeatureChannels}, the figures of dashboards</td></tr>
 * <tr><td>lookup display value, related list</td><td>{@link PathChannels}, {@link RestChannels}</td></tr>
 * <tr><td>formula, rollup</td><td>{@link SideDoorsTest}: a figured field has a right of its own</td></tr>
 * <tr><td>duplicate check, import match report</td><td>{@code RecordService.matches}, {@code ImportService.tryOut};
 *     ImportServiceTest</td></tr>
 * <tr><td>unique-error message</td><td>{@link SideDoorsTest}, {@link FormsTellNothingTest}</td></tr>
 * <tr><td>export</td><td>{@link FeatureChannels}; the refused rows of an import are the importer's own file</td></tr>
 * <tr><td>print</td><td>does not exist yet</td></tr>
 * <tr><td>mail merge</td><td>{@link FeatureChannels}, the preview; MailTest</td></tr>
 * <tr><td>audit history</td><td>{@link PastChannels}; AuditTest</td></tr>
 * <tr><td>recycle bin</td><td>{@link PastChannels}, {@link RecordChannels}</td></tr>
 * <tr><td>notification, webhook payload</td><td>do not exist yet; mail of rules is rendered as who saved: MailTest</td></tr>
 * <tr><td>API error text</td><td>every refusal is searched here; {@link HiddenModulesTest}</td></tr>
 * <tr><td>autocomplete</td><td>search and label of a lookup: {@link RecordChannels}, {@link PathChannels}</td></tr>
 * <tr><td>timing</td><td>what is hidden is refused before any row is read: ProbingTest</td></tr>
 * <tr><td>attachment address</td><td>does not exist yet; a file is put into a record by who stored it: FieldTypesTest</td></tr>
 * <tr><td>shared report snapshot</td><td>does not exist yet; figures are asked for anew by each who looks</td></tr>
 * <tr><td>cache after a change of roles</td><td>SharingTest</td></tr>
 * </table>
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
        List<Channels> kinds = channels.stream()
                .sorted(Comparator.comparing(Channels::disturbs))
                .toList();
        for (Channels kind : kinds) {
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
