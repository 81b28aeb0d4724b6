package io.atelier.platform.identity.internal;

import io.atelier.platform.identity.IpRange;
import io.atelier.platform.identity.ProfileSecurity;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Repository;

/** Rows of {@code sys_profile_security}. */
@Repository
public class ProfileSecurityStore {
    private final OrgJdbc jdbc;

    ProfileSecurityStore(OrgJdbc jdbc) {
        this.jdbc = jdbc;
    }

    public Map<Long, ProfileSecurity> all(OrgId org) {
        Map<Long, ProfileSecurity> all = new HashMap<>();
        jdbc.sql(org, "select * from {s}.sys_profile_security").query(row -> {
            String[] ranges = (String[]) row.getArray("ranges").getArray();
            all.put(
                    row.getLong("profile_id"),
                    new ProfileSecurity(
                            row.getBoolean("second_factor_required"),
                            Arrays.stream(ranges).map(IpRange::of).toList()));
        });
        return Map.copyOf(all);
    }

    public void save(OrgId org, long profileId, ProfileSecurity security) {
        jdbc.sql(org, """
                        insert into {s}.sys_profile_security (profile_id, second_factor_required, ranges) values (?, ?, ?)
                        on conflict (profile_id) do update set
                        second_factor_required = excluded.second_factor_required, ranges = excluded.ranges""")
                .params(
                        profileId,
                        security.secondFactorRequired(),
                        security.ranges().stream().map(IpRange::toString).toArray(String[]::new))
                .update();
    }
}
