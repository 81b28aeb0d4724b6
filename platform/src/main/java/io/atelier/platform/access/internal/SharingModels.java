package io.atelier.platform.access.internal;

import io.atelier.platform.org.OrgId;
import org.springframework.stereotype.Component;

/** Reads the sharing model of an organization; each call anew. */
@Component
public class SharingModels {
    private final RoleStore roles;
    private final GroupStore groups;
    private final TerritoryStore territories;
    private final SharingStore sharing;

    SharingModels(RoleStore roles, GroupStore groups, TerritoryStore territories, SharingStore sharing) {
        this.roles = roles;
        this.groups = groups;
        this.territories = territories;
        this.sharing = sharing;
    }

    public SharingModel load(OrgId org) {
        return new SharingModel(
                roles.all(org),
                roles.ofUsers(org),
                groups.all(org),
                territories.all(org),
                sharing.defaults(org),
                sharing.rules(org),
                sharing.fieldShares(org));
    }
}
