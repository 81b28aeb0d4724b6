package io.atelier.platform.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.transfer.ImportPlan.Duplicates;
import io.atelier.platform.transfer.ImportPlan.Mapping;
import io.atelier.platform.transfer.ImportPlan.Options;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ImportPlanTest {
    private final JsonMapper json = new JsonMapper();

    @Test
    void isReadAsItWasWritten() {
        ImportPlan plan = new ImportPlan(
                "Leads",
                7,
                List.of(new Mapping(0, "id", ValueFormat.TEXT), new Mapping(1, "City", ValueFormat.TEXT)),
                Duplicates.NONE,
                new Options(Map.of("Company", "Acme"), true, true, true));

        assertThat(json.readValue(json.writeValueAsString(plan), ImportPlan.class))
                .isEqualTo(plan);
        assertThat(plan.filling()).extracting(Mapping::field).containsExactly("City");
    }

    @Test
    void onesOfBeforeThereWereOptionsHaveNone() {
        ImportPlan plan = json.readValue("""
                {"module":"Leads","fileId":7,"mappings":[],"duplicates":{"mode":"NONE","field":""}}""", ImportPlan.class);

        assertThat(plan.options()).isEqualTo(Options.NONE);
    }
}
