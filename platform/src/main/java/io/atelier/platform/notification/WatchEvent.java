package io.atelier.platform.notification;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import java.util.Locale;
import java.util.Map;

/** What is watched, written {@code Leads.create}. */
public record WatchEvent(String module, Kind kind) {
    /** What happens to records of the module. */
    public enum Kind {
        CREATE,
        EDIT,
        DELETE,
        ALL
    }

    /** Reads an event, or refuses it with {@link ErrorCode#INVALID_DATA}; whether the module is there stays open. */
    public static WatchEvent parse(String text) {
        int dot = text.lastIndexOf('.');
        String module = dot < 1 ? "" : text.substring(0, dot);
        return switch (dot < 1 ? "" : text.substring(dot + 1)) {
            case "create" -> new WatchEvent(module, Kind.CREATE);
            case "edit" -> new WatchEvent(module, Kind.EDIT);
            case "delete" -> new WatchEvent(module, Kind.DELETE);
            case "all" -> new WatchEvent(module, Kind.ALL);
            default ->
                throw new PlatformException(
                        ErrorCode.INVALID_DATA,
                        "An event is written Leads.create, Leads.edit, Leads.delete or Leads.all.",
                        Map.of("api_name", "events"));
        };
    }

    public boolean covers(String changedModule, Kind happened) {
        return module.equals(changedModule) && (kind == Kind.ALL || kind == happened);
    }

    @Override
    public String toString() {
        return module + "." + kind.name().toLowerCase(Locale.ROOT);
    }
}
