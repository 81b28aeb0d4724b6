package io.atelier.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.runtime.Limits;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.SandboxPolicy;
import org.junit.jupiter.api.Test;

class SandboxPolicyTest {
    /** The engine checks the denials itself: it refuses to build a context that is laxer than the policy. */
    @Test
    void satisfiesTheEnginesConstrainedPolicy() {
        Context.Builder builder = Context.newBuilder("js")
                .sandbox(SandboxPolicy.CONSTRAINED)
                .in(InputStream.nullInputStream())
                .out(OutputStream.nullOutputStream())
                .err(OutputStream.nullOutputStream());

        try (Context context = ScriptRunner.denials(builder, Map.of(), Limits.validation())
                .option("engine.WarnInterpreterOnly", "false")
                .build()) {
            assertThat(context.eval("js", "1 + 1").asInt()).isEqualTo(2);
        }
    }
}
