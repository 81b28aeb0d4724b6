package io.atelier.bench;

import io.atelier.bench.data.Leads;
import io.atelier.bench.data.Stock;
import io.atelier.platform.access.AccessLevel;
import io.atelier.platform.access.DefaultSharing;
import io.atelier.platform.access.GroupService;
import io.atelier.platform.access.Principal;
import io.atelier.platform.access.Role;
import io.atelier.platform.access.Role.RoleData;
import io.atelier.platform.access.RoleService;
import io.atelier.platform.access.SharingRule.SharingRuleData;
import io.atelier.platform.access.SharingService;
import io.atelier.platform.access.UserGroup.GroupData;
import io.atelier.platform.identity.User;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.ShareService;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Closes the leads: a role tree, rules for a group of others, and records shared by hand. The member sees what is their own, one lead in
 * a hundred, and what was shared.
 */
final class Sharing {
    private static final int SHARED_BY_HAND = 50;
    private static final int RULES = 5;

    private final Product product;
    private final Actor admin;

    Sharing(Product product) {
        this.product = product;
        this.admin = product.administrator();
    }

    void close() {
        product.renewProfiles();
        RoleService roles = product.bean(RoleService.class);
        if (!roles.all(admin.org()).isEmpty()) {
            return;
        }
        List<User> people = product.people();
        Role top = roles.create(admin, new RoleData("Director", "", OptionalLong.empty(), false));
        Role seller = roles.create(admin, new RoleData("Seller", "", OptionalLong.of(top.id()), false));
        people.forEach(user -> roles.assign(admin, user.id(), user.id().equals(admin.user()) ? top.id() : seller.id()));
        Principal group = new Principal(
                Principal.Kind.GROUP,
                product.bean(GroupService.class)
                        .create(
                                admin,
                                new GroupData(
                                        "Others",
                                        "",
                                        Set.of(new Principal(
                                                Principal.Kind.USER,
                                                people.getLast().id().value()))))
                        .id());
        SharingService sharing = product.bean(SharingService.class);
        for (int i = 0; i < RULES; i++) {
            sharing.create(
                    admin,
                    new SharingRuleData(
                            Leads.MODULE,
                            "Rule " + i,
                            Optional.empty(),
                            "(No_of_Employees:greater_than:" + i + ")",
                            group,
                            AccessLevel.READ_ONLY,
                            false,
                            true));
        }
        ShareService shares = product.bean(ShareService.class);
        Principal member =
                new Principal(Principal.Kind.USER, product.member().user().value());
        for (int i = 0; i < SHARED_BY_HAND; i++) {
            shares.share(admin, Leads.MODULE, Stock.id(i), member, AccessLevel.READ_WRITE);
        }
        sharing.changeDefault(admin, Leads.MODULE, DefaultSharing.PRIVATE);
    }
}
