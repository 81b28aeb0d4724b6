package io.atelier.platform.access;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a profile may allow beyond the modules. A permission holds only together with the one that it needs. */
public enum Permission {
    SETUP(Section.SETUP, null),
    MANAGE_USERS(Section.SETUP, SETUP),
    /** Profiles, roles, groups, sharing, territories. */
    MANAGE_SECURITY(Section.SETUP, SETUP),
    /** Company, currencies, imports and undo of everybody, emptying the recycle bin. */
    MANAGE_ORGANIZATION(Section.SETUP, SETUP),
    VIEW_AUDIT_LOG(Section.SETUP, SETUP),
    /** Modules, fields, layouts. */
    CUSTOMIZE(Section.CUSTOMIZATION, SETUP),
    MANAGE_AUTOMATION(Section.CUSTOMIZATION, SETUP),
    MANAGE_TEMPLATES(Section.CUSTOMIZATION, SETUP),
    MANAGE_WEB_FORMS(Section.CUSTOMIZATION, SETUP),
    MANAGE_DASHBOARDS(Section.CUSTOMIZATION, null),
    /** Functions and widgets: code that acts for others. */
    MANAGE_EXTENSIONS(Section.DEVELOPER, SETUP),
    /** API clients and their tokens. */
    MANAGE_API_CLIENTS(Section.DEVELOPER, SETUP),
    API_ACCESS(Section.DEVELOPER, null),
    MASS_UPDATE(Section.RECORDS, null),
    MASS_DELETE(Section.RECORDS, null),
    CHANGE_OWNER(Section.RECORDS, null),
    MERGE(Section.RECORDS, null),
    SHARE_RECORDS(Section.RECORDS, null);

    /** Where it stands on the screen. */
    public enum Section {
        RECORDS,
        SETUP,
        CUSTOMIZATION,
        DEVELOPER
    }

    private final Section section;
    private final Optional<Permission> needed;

    Permission(Section section, @Nullable Permission needed) {
        this.section = section;
        this.needed = Optional.ofNullable(needed);
    }

    public Section section() {
        return section;
    }

    /** Returns the permission without which this one is worth nothing. */
    public Optional<Permission> needed() {
        return needed;
    }

    /** Returns what people of a profile may who only work with records. */
    public static Set<Permission> everyday() {
        return Collections.unmodifiableSet(Arrays.stream(values())
                .filter(permission -> permission.section == Section.RECORDS || permission == API_ACCESS)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Permission.class))));
    }
}
