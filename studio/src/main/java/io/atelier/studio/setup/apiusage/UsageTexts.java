package io.atelier.studio.setup.apiusage;

import io.atelier.platform.oauth.ApiClient;
import io.atelier.platform.oauth.Authorization;
import io.atelier.platform.usage.MeteredCall;
import io.atelier.platform.usage.UsagePeriod;
import io.atelier.studio.component.Formats;
import io.atelier.studio.workspace.records.Workspace;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes figures of use in the person's language. */
final class UsageTexts {
    private static final int MILLIS_OF_A_SECOND = 1_000;

    private final Workspace workspace;
    private final Formats formats;
    private Map<String, String> names = Map.of();

    UsageTexts(Workspace workspace, Formats formats) {
        this.workspace = workspace;
        this.formats = formats;
    }

    void setClients(List<ApiClient> clients) {
        names = clients.stream().collect(Collectors.toMap(ApiClient::clientId, ApiClient::name));
    }

    /** Returns a client's name, the console's, or that the client is gone. */
    String client(String key) {
        if (key.equals(Authorization.CONSOLE)) {
            return workspace.text("apiusage.console");
        }
        String name = names.get(key);
        return name == null ? workspace.text("apiusage.gone", key.substring(0, Math.min(12, key.length()))) : name;
    }

    String route(String key) {
        return key.equals(MeteredCall.NOWHERE) ? workspace.text("apiusage.nowhere") : key;
    }

    String number(long value) {
        return formats.number().format(value);
    }

    /** Returns milliseconds, or seconds from one second on. */
    String time(Duration duration) {
        if (duration.toMillis() < MILLIS_OF_A_SECOND) {
            return workspace.text("apiusage.millis", number(Math.ceilDiv(duration.toNanos(), 1_000_000L)));
        }
        NumberFormat seconds = formats.number();
        seconds.setMaximumFractionDigits(1);
        return workspace.text("apiusage.seconds", seconds.format(duration.toMillis() / (double) MILLIS_OF_A_SECOND));
    }

    String step(UsagePeriod period, Instant start) {
        return switch (period) {
            case HOUR, DAY -> formats.time(start);
            case MONTH ->
                DateTimeFormatter.ofLocalizedPattern("MMMd")
                        .withLocale(formats.locale())
                        .format(LocalDate.ofInstant(start, workspace.zone()));
        };
    }

    /** Returns the share of calls that failed. */
    String share(long part, long whole) {
        NumberFormat percent = NumberFormat.getPercentInstance(formats.locale());
        percent.setMaximumFractionDigits(1);
        return percent.format(whole == 0 ? 0 : part / (double) whole);
    }
}
