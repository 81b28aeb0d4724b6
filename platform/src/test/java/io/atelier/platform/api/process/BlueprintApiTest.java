package io.atelier.platform.api.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.org.Actor;
import io.atelier.platform.testing.Api;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@PlatformTest
class BlueprintApiTest {
    @Autowired
    private Given given;

    @Autowired
    private Api api;

    @Test
    void aRecordIsInNoProcess_andOneThatIsNotThereIsNotThere() {
        Actor admin = given.administrator();
        api.letIn(admin, admin);
        long lead = given.record(admin, "Leads", Map.of("Last_Name", "A", "Company", "C"));
        String path = "/crm/v8/Leads/" + lead + "/actions/blueprint";
        String wish = "{\"blueprint\":[{\"transition_id\":\"1\",\"data\":{}}]}";

        assertThat(api.send(admin, "GET", path, "").body()).contains("RECORD_NOT_IN_PROCESS", "record not in process");
        assertThat(api.send(admin, "PUT", path, wish).body()).contains("RECORD_NOT_IN_PROCESS");
        assertThat(api.send(admin, "PUT", path, "{\"blueprint\":[{}]}").body()).contains("MANDATORY_NOT_FOUND");
        assertThat(api.send(admin, "GET", "/crm/v8/Leads/1/actions/blueprint", "")
                        .statusCode())
                .isEqualTo(404);
    }
}
