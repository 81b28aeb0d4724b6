package io.atelier.platform.access;

import java.util.Optional;

/** What everybody may do with everybody's records of a module, before any rule opens more. */
public enum DefaultSharing {
    /** Only owners, and who stands above them in the role tree. */
    PRIVATE,
    PUBLIC_READ_ONLY,
    PUBLIC_READ_WRITE,
    PUBLIC_FULL;

    public Optional<AccessLevel> level() {
        return switch (this) {
            case PRIVATE -> Optional.empty();
            case PUBLIC_READ_ONLY -> Optional.of(AccessLevel.READ_ONLY);
            case PUBLIC_READ_WRITE -> Optional.of(AccessLevel.READ_WRITE);
            case PUBLIC_FULL -> Optional.of(AccessLevel.FULL);
        };
    }

    public boolean covers(AccessLevel wanted) {
        return level().filter(level -> level.covers(wanted)).isPresent();
    }
}
