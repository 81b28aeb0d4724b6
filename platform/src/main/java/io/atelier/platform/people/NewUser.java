package io.atelier.platform.people;

import java.time.ZoneId;
import java.util.Locale;

/** Who is to be invited. */
public record NewUser(String email, String name, long profileId, Locale language, ZoneId zone) {
    public static final int MAX_NAME = 100;
}
