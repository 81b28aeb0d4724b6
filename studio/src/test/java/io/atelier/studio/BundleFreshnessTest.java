package io.atelier.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BundleFreshnessTest {

    @Test
    void theCommittedBundleIsMadeOfTheseSources() throws IOException, InterruptedException {
        Process check = new ProcessBuilder("sh", "bundle-sources.sh", "--check")
                .redirectErrorStream(true)
                .start();
        String answer = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(check.waitFor()).as(answer).isZero();
    }
}
