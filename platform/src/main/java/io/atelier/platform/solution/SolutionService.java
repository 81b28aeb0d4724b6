package io.atelier.platform.solution;

import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.metadata.SchemaPlan;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.solution.internal.SolutionModules;
import io.atelier.templates.solution.SolutionLoader;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Brings the modules of a solution into an organization, through the same plan as every other change. */
@Service
public class SolutionService {
    /** The standard CRM that an organization starts with. */
    public static final String SALES = "sales";

    private final MetadataService metadata;

    SolutionService(MetadataService metadata) {
        this.metadata = metadata;
    }

    /** Installs a solution that ships with the product into an organization that has none of its modules. */
    @Transactional
    public OrgModel install(OrgId org, String solution) {
        List<SchemaChange> changes = SolutionModules.of(SolutionLoader.load(solution)).stream()
                .<SchemaChange>map(SchemaChange.CreateModule::new)
                .toList();
        SchemaPlan plan = metadata.plan(org, changes);
        return metadata.apply(plan);
    }
}
